using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changeover.Drill;

/// <summary>A simulated provider: a process of its own, switched through its control port.</summary>
internal sealed class SandboxChild : IAsyncDisposable
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "sandbox", "changeover-sandbox.dll");

    private readonly ChildProcess _child;
    private readonly HttpClient _control;

    private SandboxChild(ChildProcess child, Uri provider, Uri control)
    {
        (_child, Url) = (child, provider);
        _control = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = control };
    }

    /// <summary>Where it answers as a provider, ending in <c>/</c>.</summary>
    public Uri Url { get; }

    /// <summary>Starts one on free ports.</summary>
    /// <exception cref="DrillRefusedException">It is not beside the product.</exception>
    public static async Task<SandboxChild> StartAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Assembly))
        {
            throw new DrillRefusedException($"The sandbox is not there: {Assembly}. Build the whole product.");
        }

        var (child, ready) = await ChildProcess.StartAsync(
            Assembly,
            ["--urls", "http://127.0.0.1:0", "--control-urls", "http://127.0.0.1:0", "--first-token-delay-ms", "30", "--tokens-per-second", "400"],
            new Dictionary<string, string>(StringComparer.Ordinal),
            line => line.StartsWith('{') ? JsonNode.Parse(line) : null,
            cancellation);
        return new SandboxChild(child, new Uri((string)ready["provider"]!), new Uri((string)ready["control"]!));
    }

    /// <summary>Every fault that it can play.</summary>
    public async Task<IReadOnlyList<string>> KindsAsync(CancellationToken cancellation)
    {
        var faults = await _control.GetFromJsonAsync<JsonObject>("faults", cancellation);
        return [.. faults!["known"]!.AsArray().Select(fault => (string)fault!["kind"]!)];
    }

    /// <summary>Whose rules it enforces beyond its dialect's.</summary>
    public async Task EnforceAsync(string rules, CancellationToken cancellation) =>
        (await _control.PutAsync("behaviour", Json(new JsonObject { ["rules"] = rules }), cancellation)).EnsureSuccessStatusCode();

    /// <summary>Plays a fault from now on.</summary>
    public async Task BreakAsync(string kind, CancellationToken cancellation) =>
        (await _control.PutAsync("fault", Json(new JsonObject { ["kind"] = kind }), cancellation)).EnsureSuccessStatusCode();

    /// <summary>Answers again.</summary>
    public async Task MendAsync(CancellationToken cancellation) => (await _control.DeleteAsync("fault", cancellation)).EnsureSuccessStatusCode();

    /// <summary>What it received and charged; null = it has ended.</summary>
    public async Task<Account?> AccountAsync(CancellationToken cancellation)
    {
        try
        {
            var bill = (await _control.GetFromJsonAsync<JsonObject>("bill", cancellation))!;
            return new Account((long)bill["requests"]!, (long)bill["prompt_tokens"]!, (long)bill["completion_tokens"]!);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _control.Dispose();
        return _child.DisposeAsync();
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString());
}
