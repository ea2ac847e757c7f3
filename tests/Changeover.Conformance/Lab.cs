using System.Globalization;
using System.Text;
using Changeover.Conformance.Adapters;
using Changeover.Sandbox;
using Changeover.Sandbox.Faults;

namespace Changeover.Conformance;

/// <summary>The gateway on one side, two sandboxes on the other, and a client that notes all it sees.</summary>
public sealed class Lab : IAsyncDisposable
{
    private readonly HttpClient _http;

    /// <summary>With sandboxes that already run; they end with it.</summary>
    /// <param name="adapter">How the gateway reaches them.</param>
    /// <param name="gateway">Where the gateway listens.</param>
    /// <param name="key">The client's key.</param>
    /// <param name="first">The first upstream.</param>
    /// <param name="second">The second.</param>
    public Lab(Adapter adapter, Uri gateway, string key, SandboxHost first, SandboxHost second)
    {
        (Adapter, Key, Gateway) = (adapter, key, gateway);
        (First, Second) = (first, second);

        // An answer that is dropped hangs up, as a program does that ends.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ResponseDrainTimeout = TimeSpan.Zero })
        {
            BaseAddress = new Uri(gateway.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>How the gateway reaches the sandboxes.</summary>
    public Adapter Adapter { get; }

    /// <summary>The client's key.</summary>
    public string Key { get; }

    /// <summary>Where the gateway listens.</summary>
    public Uri Gateway { get; }

    /// <summary>Id of the gateway's process, on this machine; null = not known.</summary>
    public int? Pid { get; init; }

    /// <summary>The first upstream.</summary>
    public SandboxHost First { get; }

    /// <summary>The second upstream.</summary>
    public SandboxHost Second { get; }

    /// <summary>How long a client waits for an answer to end.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Drives every wait.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Starts the sandboxes where the adapter says.</summary>
    public static async Task<(SandboxHost First, SandboxHost Second)> StartSandboxesAsync(Adapter adapter, CancellationToken cancellation)
    {
        var first = await SandboxHost.StartAsync(new SandboxOptions { ProviderUrl = adapter.First }, cancellation);
        return (first, await SandboxHost.StartAsync(new SandboxOptions { ProviderUrl = adapter.Second }, cancellation));
    }

    /// <summary>Asks, and reads to the end, whatever the end is.</summary>
    public async Task<Reply> AskAsync(Question question, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var (status, headers, body) = (0, Reply.Collect(), new StringBuilder());
        try
        {
            using var response = await OpenAsync(question, patience.Token);
            (status, headers) = ((int)response.StatusCode, Reply.Collect(response.Headers, response.Content.Headers));
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token), Encoding.UTF8);
            var buffer = new char[16 * 1024];
            while (await reader.ReadAsync(buffer, patience.Token) is > 0 and var count)
            {
                body.Append(buffer, 0, count);
            }

            return new Reply(status, headers, body.ToString(), End.Whole);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Reply(status, headers, body.ToString(), End.Never);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return new Reply(status, headers, body.ToString(), End.Broken);
        }
    }

    /// <summary>Asks, and returns once the headers are there.</summary>
    public async Task<HttpResponseMessage> OpenAsync(Question question, CancellationToken cancellation)
    {
        var access = question.Access(Adapter);
        var model = question.Model ?? access.Model;
        var body = question.Dialect.Body(model, question.Text, question.Stream);
        question.Edit(body);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(question.Raw ?? body.ToJsonString()));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, question.Dialect.Path(model, question.Stream)) { Content = content };
        var (header, value) = question.Dialect.KeyHeader(question.Key ?? Key);
        request.Headers.TryAddWithoutValidation(Adapter.KeyHeader ?? header, Adapter.KeyHeader is null ? value : question.Key ?? Key);
        foreach (var (name, text) in Adapter.Headers(access))
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, text);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>Healthy sandboxes with empty journals, and a gateway that has been seen to use the first of them on this way.</summary>
    /// <returns>Whether it did, before the adapter's time of recovery was over.</returns>
    public async Task<bool> ReadyAsync(Question like, CancellationToken cancellation)
    {
        First.State.Reset();
        Second.State.Reset();
        var begun = Time.GetTimestamp();
        while (true)
        {
            var reply = await AskAsync(like with { Text = "ready?", Stream = false, Raw = null }, cancellation);
            var used = First.State.Journal.Received > 0 && reply.Status == 200;
            First.State.Reset();
            Second.State.Reset();
            if (used) return true;
            if (Time.GetElapsedTime(begun).TotalSeconds > Adapter.RecoverySeconds) return false;
            await Task.Delay(TimeSpan.FromMilliseconds(100), Time, cancellation);
        }
    }

    /// <summary>Waits, no longer than <paramref name="limit"/>: whether it came.</summary>
    public static async Task<bool> ComesAsync(Func<CancellationToken, Task> wait, TimeSpan limit, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        try
        {
            await wait(patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>A fault with parameters, written as <c>name=value</c> with whole numbers or true.</summary>
    public static FaultPlan Plan(string kind, params string[] parameters)
    {
        var plan = new FaultPlan(kind);
        foreach (var parts in parameters.Select(parameter => parameter.Split('=', 2)))
        {
            plan.Parameters[parts[0]] = int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : parts[1] == "true";
        }

        return plan;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }
}
