using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Changeover.Gateway.Recording;
using Changeover.Sandbox;
using Changeover.Sandbox.Exchanges;

namespace Changeover.EndToEnd.Gateway;

/// <summary>
/// <c>kill -9</c> at chance moments: after the next start each answer that the provider bills has exactly one record. What the gateway saw end is
/// booked to the nano-unit; what it was killed under is booked with the most that it can have cost, never with less than the bill.
/// </summary>
public sealed class Killed_and_billed
{
    private const int Clients = 12;
    private const long NanoPerInput = 10_000;
    private const long NanoPerOutput = 1_000_000;

    /// <summary>Kills in one test run; <c>CHANGEOVER_KILLS</c> asks for more.</summary>
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("CHANGEOVER_KILLS") ?? "12", CultureInfo.InvariantCulture);

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_of_the_bill_has_its_record_and_the_sums_are_equal()
    {
        using var folder = new TemporaryFolder();
        await using var provider = await SandboxHost.StartAsync(new SandboxOptions { JournalCapacity = 1_000_000 }, Cancellation);
        provider.State.Behaviour = provider.State.Behaviour with { TokensPerSecond = 400 }; // an answer takes a tenth of a second: some are always under way
        var config = folder.Write("changeover.yaml", $$"""
            upstreams:
              provider: {provider: openai-compatible, base_url: "{{provider.ProviderUrl}}v1", credential: "file:{{folder.Write("credential", "sk-upstream")}}"}
            routes:
              gpt-4o: {targets: [provider/gpt-4o]}
            prices:
              rows:
                - {provider: openai-compatible, model: gpt-4o, currency: USD, rates: {input: 10, output: 1000} }
            limits:
              house: {per: all, allow: [1000000 USD total]}
            """);
        var random = new Random(20261124);
        for (var round = 0; round < Rounds; round++)
        {
            await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--config", config);
            var clients = Enumerable.Range(0, Clients).Select(client => AskUntilKilledAsync(gateway, client)).ToList();
            var enough = provider.State.Journal.Received + random.Next(Clients, 4 * Clients);
            await Eventually.HoldsAsync(() => Task.FromResult(provider.State.Journal.Received >= enough));
            await Task.Delay(random.Next(0, 100), Cancellation);
            await gateway.KillAsync();
            await Task.WhenAll(clients);
        }

        // One more start writes what the last kill left.
        await using (await GatewayProcess.StartAsync(folder.Path, "--config", config))
        {
        }

        Assert.InRange(provider.State.Journal.Bill.Requests, Rounds * Clients, 1_000_000);
        var records = (await GatewayProcess.RecordsAsync(folder.Path)).ToDictionary(record => record.Id, StringComparer.Ordinal);
        var ids = provider.State.Journal.Entries.ToDictionary(entry => entry.Number, entry => entry.Headers["x-client-request-id"]);
        var billed = provider.State.Journal.Bill.Lines.Where(line => line.PromptTokens + line.CompletionTokens > 0).ToDictionary(line => ids[line.Number], StringComparer.Ordinal);
        Assert.Empty(billed.Keys.Except(records.Keys, StringComparer.Ordinal));

        var seen = records.Values.Where(record => record.ErrorCode != "gateway_killed").ToList();
        Assert.All(seen.Where(record => record.Cost is { Estimated: false }), record => Assert.Equal(Nano(billed[record.Id]), record.Cost!.NanoUnits));
        var killed = records.Values.Where(record => record.ErrorCode == "gateway_killed").ToList();
        Assert.InRange(killed.Count, 1, Rounds * Clients);
        Assert.All(killed, record => Assert.InRange(billed.TryGetValue(record.Id, out var line) ? Nano(line) : 0, 0, record.Cost!.NanoUnits!.Value));

        // With what the bill says of those, the sums are equal; looking changes nothing, and what is corrected once stays so.
        var bill = folder.Write("bill.json", JsonSerializer.Serialize(provider.State.Journal.Bill, SnakeCase));
        string[] reconcile = ["reconcile", bill, "--complete", "--config", config, "--data", Path.Combine(folder.Path, "data")];
        await RunAsync(folder.Path, 1, reconcile);
        Assert.True(await BookedAsync(folder.Path) > billed.Values.Sum(Nano));
        await RunAsync(folder.Path, 1, [.. reconcile, "--apply"]);
        Assert.Equal(billed.Values.Sum(Nano), await BookedAsync(folder.Path));
        Assert.DoesNotContain("corrected", await RunAsync(folder.Path, 0, [.. reconcile, "--apply"]), StringComparison.Ordinal);
        Assert.Equal(billed.Values.Sum(Nano), await BookedAsync(folder.Path));
        var corrected = (await GatewayProcess.RecordsAsync(folder.Path)).Where(record => record.Corrections is not null).ToList();
        Assert.All(corrected, record => Assert.Equal(records[record.Id].Cost, Assert.Single(record.Corrections!).Before));
        Assert.Empty(killed.Select(record => record.Id).Except(corrected.Select(record => record.Id), StringComparer.Ordinal));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Rounds} kills, {records.Count} records, {killed.Count} written by the next start.");
    }

    private static async Task<string> RunAsync(string folder, int expected, params string[] arguments)
    {
        var ran = await GatewayProcess.RunAsync(folder, arguments);
        Assert.Equal((expected, ""), (ran.ExitCode, ran.Error));
        return ran.Output;
    }

    private static async Task<long> BookedAsync(string folder) => (await GatewayProcess.RecordsAsync(folder)).Sum(record => record.Cost?.NanoUnits ?? 0);

    private static async Task AskUntilKilledAsync(GatewayProcess gateway, int client)
    {
        try
        {
            for (var stream = client % 2 == 0; ; stream = !stream)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
                {
                    Content = JsonContent.Create(new { model = "gpt-4o", stream, max_tokens = 60, messages = new[] { new { role = "user", content = "sandbox: words=40" } } }),
                };
                using var response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
                await response.Content.ReadAsByteArrayAsync(Cancellation);
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            // Killed.
        }
    }

    private static long Nano(BillLine line) => line.PromptTokens * NanoPerInput + line.CompletionTokens * NanoPerOutput;
}
