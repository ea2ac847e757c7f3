using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Changeover.Sandbox;
using Changeover.Sandbox.Exchanges;

namespace Changeover.EndToEnd.Gateway;

/// <summary>A stream that nobody reads stops at its source, instead of filling memory.</summary>
public sealed class A_client_that_stops_reading
{
    private const int Clients = 4;
    private const long Megabyte = 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Holds_the_provider_up_and_not_the_memory()
    {
        using var folder = new TemporaryFolder();
        await using var provider = await SandboxHost.StartAsync(null, Cancellation);
        var config = folder.Write("changeover.yaml", $$"""
            upstreams: {provider: {provider: openai-compatible, base_url: "{{provider.ProviderUrl}}v1", credential: "file:{{folder.Write("credential", "sk-upstream")}}"} }
            routes: {gpt-4o: {targets: [provider/gpt-4o]} }
            """);
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--config", config);
        await AskAsync(gateway, words: 10, read: true);
        var before = gateway.ResidentBytes();

        // 300,000 tokens are about 60 MB a stream: more than the sockets' buffers of all hops ever hold (4 + 33 + 4 MB with Linux's defaults).
        var sockets = new List<Socket>();
        for (var client = 0; client < Clients; client++)
        {
            sockets.Add(await AskAsync(gateway, words: 300_000, read: false));
        }

        await Eventually.HoldsAsync(() => IsHeldUpAsync(provider));
        var grown = gateway.ResidentBytes() - before;
        Assert.True(grown < 32 * Megabyte, $"{grown} bytes for {Clients} clients");
        Assert.All(Open(provider), entry => Assert.InRange(entry.BytesSent, 1, 48 * Megabyte)); // what the sockets' buffers hold
        foreach (var socket in sockets)
        {
            socket.Dispose();
        }

        await provider.State.WaitForCancelledAsync(Clients, Cancellation);
    }

    private static List<JournalEntry> Open(SandboxHost provider) => [.. provider.State.Journal.Entries.Where(entry => entry.Outcome == Outcome.Open)];

    /// <summary>All have begun, and nothing more is sent: between two looks with a while in between.</summary>
    private static async Task<bool> IsHeldUpAsync(SandboxHost provider)
    {
        var first = Open(provider);
        await Task.Delay(500, Cancellation);
        return first.Count == Clients && first.TrueForAll(entry => entry.BytesSent > Megabyte) && first.Sum(entry => entry.BytesSent) == Open(provider).Sum(entry => entry.BytesSent);
    }

    private static async Task<Socket> AskAsync(GatewayProcess gateway, int words, bool read)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $$"""{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"sandbox: words={{words}}"}]}""");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        var address = gateway.Http.BaseAddress!;
        await socket.ConnectAsync(address.Host, address.Port, Cancellation);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"POST /v1/chat/completions HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), Cancellation);
        var buffer = new byte[4096];
        while (read && await socket.ReceiveAsync(buffer, Cancellation) > 0)
        {
            // To the end.
        }

        return socket;
    }
}
