using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Changeover.Sandbox;
using Changeover.Tests.Shared;

namespace Changeover.EndToEnd.Gateway;

/// <summary><c>kill -9</c> at any moment loses no record of an answer that a client received whole.</summary>
public sealed class Killed_at_any_moment
{
    private const int Clients = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 15)]
    [InlineData(true, 6)]
    public async Task Whoever_has_the_whole_answer_has_one_record(bool onServer, int rounds)
    {
        var server = onServer ? await PostgresServer.CreateDatabaseAsync() : null;
        using var folder = new TemporaryFolder();
        await using var provider = await SandboxHost.StartAsync(null, Cancellation);
        var config = folder.Write("changeover.yaml", $$"""
            upstreams:
              provider: {provider: openai-compatible, base_url: "{{provider.ProviderUrl}}v1", credential: "file:{{folder.Write("credential", "sk-upstream")}}"}
            routes:
              gpt-4o: {targets: [provider/gpt-4o]}
            """);
        var random = new Random(20260928);
        var whole = new ConcurrentBag<string>();
        for (var round = 0; round < rounds; round++)
        {
            await using var gateway = server is null
                ? await GatewayProcess.StartAsync(folder.Path, "--config", config)
                : await GatewayProcess.StartNodeAsync(folder.Path, server, "--config", config);
            using var killer = new Killer(gateway, afterAnswers: random.Next(1, 300));
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => AskUntilTheEndAsync(gateway, killer, client, whole)));
        }

        var records = (await (server is null ? GatewayProcess.RecordsAsync(folder.Path) : GatewayProcess.RecordsOnAsync(server))).Select(record => record.Id).ToList();
        Assert.InRange(whole.Count, rounds, rounds * 400);
        Assert.Equal(records.Count, records.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(whole.Except(records, StringComparer.Ordinal));
    }

    private static async Task AskUntilTheEndAsync(GatewayProcess gateway, Killer killer, int client, ConcurrentBag<string> whole)
    {
        try
        {
            for (var stream = client % 2 == 0; ; stream = !stream)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
                {
                    Content = JsonContent.Create(new { model = "gpt-4o", stream, messages = new[] { new { role = "user", content = "sandbox: words=12" } } }),
                };
                using var response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
                var body = await response.Content.ReadAsStreamAsync(Cancellation);
                if (await IsWholeAsync(body, stream))
                {
                    whole.Add(Assert.Single(response.Headers.GetValues("x-request-id")));
                    await killer.CountAsync();
                }
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or JsonException)
        {
            // Killed: this answer was not whole.
        }
    }

    /// <summary>As a client sees it: a stream is whole with its terminal event, even if the connection dies right behind it.</summary>
    private static async Task<bool> IsWholeAsync(Stream body, bool stream)
    {
        if (!stream)
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: Cancellation);
            return document.RootElement.TryGetProperty("choices", out _);
        }

        using var reader = new StreamReader(body);
        while (await reader.ReadLineAsync(Cancellation) is { } line)
        {
            if (line == "data: [DONE]")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Kills after so many whole answers: the moment is chance for every other client.</summary>
    private sealed class Killer(GatewayProcess gateway, int afterAnswers) : IDisposable
    {
        private int _left = afterAnswers;

        public Task CountAsync() => Interlocked.Decrement(ref _left) == 0 ? gateway.KillAsync() : Task.CompletedTask;

        public void Dispose() => Assert.True(_left <= 0, "It was never killed.");
    }
}
