using System.Globalization;
using Changeover.Gateway.Snapshot;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Drill;

/// <summary>The simulated twins of a configuration's upstreams, and the variables that put them in their place.</summary>
internal sealed class Twins : IAsyncDisposable
{
    /// <summary>Providers whose rules the sandbox knows beyond their dialect's.</summary>
    private static readonly Dictionary<string, string> Rules = new(StringComparer.Ordinal) { ["deepseek"] = "DeepSeek", ["moonshot"] = "Moonshot", ["hunyuan"] = "Hunyuan" };

    private readonly Dictionary<string, SandboxChild> _byUpstream = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    private Twins()
    {
    }

    /// <summary>Variables for the gateway.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>Starts one for each upstream; with <see cref="DrillPlan.Live"/> for the one that is cut only. The embedded model needs none.</summary>
    /// <exception cref="DrillRefusedException">The plan does not fit the configuration.</exception>
    public static async Task<Twins> StartAsync(ChangeoverConfig config, DrillPlan plan, string folder, CancellationToken cancellation)
    {
        var twins = new Twins();
        try
        {
            foreach (var (name, upstream) in config.Upstreams)
            {
                var provider = ProviderRegistry.ByName[upstream.Provider];
                if (provider.Dialect != Dialect.InProcess && (!plan.Live || name == plan.Cut))
                {
                    await twins.AddAsync(name, upstream, provider, folder, cancellation);
                }
            }

            await twins.CheckAsync(config, plan, cancellation);
            return twins;
        }
        catch
        {
            await twins.DisposeAsync();
            throw;
        }
    }

    /// <summary>Cuts an upstream off.</summary>
    public Task CutAsync(DrillPlan plan, CancellationToken cancellation) => plan.Kind == DatedRule.Kind ? Task.CompletedTask : _byUpstream[plan.Cut].BreakAsync(plan.Kind, cancellation);

    /// <summary>Puts it back.</summary>
    public Task RestoreAsync(DrillPlan plan, CancellationToken cancellation) => _byUpstream[plan.Cut].MendAsync(cancellation);

    /// <summary>What each twin received and charged, by upstream.</summary>
    public async Task<IReadOnlyDictionary<string, Account>> AccountsAsync(CancellationToken cancellation)
    {
        var accounts = new Dictionary<string, Account>(StringComparer.Ordinal);
        foreach (var (name, twin) in _byUpstream)
        {
            // Ctrl+C may have ended a twin together with the drill.
            if (await twin.AccountAsync(cancellation) is { } account)
            {
                accounts[name] = account;
            }
        }

        return accounts;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var twin in _byUpstream.Values)
        {
            await twin.DisposeAsync();
        }
    }

    private async Task AddAsync(string name, UpstreamConfig upstream, Provider provider, string folder, CancellationToken cancellation)
    {
        var twin = _byUpstream[name] = await SandboxChild.StartAsync(cancellation);
        if (Rules.TryGetValue(provider.Name, out var rules))
        {
            await twin.EnforceAsync(rules, cancellation);
        }

        // The path stays: a sandbox answers under any.
        var path = (upstream.BaseUrl ?? provider.BaseUrl)?.AbsolutePath.TrimStart('/') ?? "";
        var credential = Path.Combine(folder, $"credential-{_byUpstream.Count.ToString(CultureInfo.InvariantCulture)}");
        await File.WriteAllTextAsync(credential, provider.Auth == AuthScheme.Tc3 ? "AKIDsandbox:sandbox-secret-key" : "sk-drill-" + name, cancellation);
        Say($"UPSTREAMS__{name}__BASE_URL", twin.Url.AbsoluteUri + path);
        Say($"UPSTREAMS__{name}__CREDENTIAL", "file:" + credential);
        if (upstream.Headers.Count > 0)
        {
            Say($"UPSTREAMS__{name}__HEADERS", ""); // they may hold secrets, which are no twin's business
        }
    }

    private async Task CheckAsync(ChangeoverConfig config, DrillPlan plan, CancellationToken cancellation)
    {
        if (!_byUpstream.TryGetValue(plan.Cut, out var twin))
        {
            var known = config.Upstreams.Keys.Where(name => ProviderRegistry.ByName[config.Upstreams[name].Provider].Dialect != Dialect.InProcess);
            throw new DrillRefusedException($"There is no upstream {plan.Cut} that could be cut off; there are: {string.Join(", ", known)}.");
        }

        string[] kinds = [.. await twin.KindsAsync(cancellation), DatedRule.Kind];
        if (!kinds.Contains(plan.Kind))
        {
            throw new DrillRefusedException($"There is no kind {plan.Kind.Replace('_', '-')}; there are: {string.Join(", ", kinds.Select(kind => kind.Replace('_', '-')))}.");
        }
    }

    private void Say(string option, string value) => _environment["CHANGEOVER__" + option] = value;
}
