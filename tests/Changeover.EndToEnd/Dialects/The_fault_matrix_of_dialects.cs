using System.Text;
using Changeover.Gateway.Recording;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Dialects;

/// <summary>Every fault at every kind of provider in front of every client, whole and streamed: before the first content another kind answers, after it the client's own error event ends the stream.</summary>
public sealed class The_fault_matrix_of_dialects
{
    /// <summary>Not a failure of the provider's: told to the client, or simply odd.</summary>
    private static readonly string[] Others = ["prompt_filtered", "raw"];

    private static readonly Supply[] Supplies = [.. Supply.All, Supply.OpenAI];
    private static readonly (Tongue Client, bool Stream)[] Clients = [.. from client in Tongue.All from stream in new[] { false, true } select (client, stream)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Faults { get; } =
        [.. FaultCatalogue.All.Select(fault => fault.Kind).Where(kind => !Others.Contains(kind) && !kind.StartsWith("stall", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_answered_by_another_kind_or_ends_the_stream_with_an_error(string fault)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([.. Supplies, .. Supplies], more: Routes(), copies: Clients.Length);
        foreach (var host in gateway.Hosts.Take(Supplies.Length))
        {
            host.State.Faults.Set(fault);
            // Paced, so that the first content has left before a fault behind it.
            host.State.Behaviour = host.State.Behaviour with { TokensPerSecond = 100 };
        }

        var asked = from supply in Enumerable.Range(0, Supplies.Length) from client in Enumerable.Range(0, Clients.Length) select AskAsync(gateway, supply, client);
        var heard = await Task.WhenAll(asked);
        var records = gateway.Records().ToLookup(record => record.Route, StringComparer.Ordinal);
        var wrong = heard.Select(each => (each.Name, Wrong: WrongWith(fault, each.Streams, each.Heard, [.. records[each.Route]]))).Where(each => each.Wrong is not null);
        Assert.True(!wrong.Any(), string.Join('\n', wrong.Select(each => $"{each.Name}: {each.Wrong}")));
    }

    private static async Task<(string Name, string Route, bool Streams, Heard Heard)> AskAsync(GatewayOfDialects gateway, int supply, int client)
    {
        var (tongue, stream) = Clients[client];
        var heard = await tongue.AskAsync(gateway.Http, Route(supply, client), stream, "one two three four five six seven", tool: false, Cancellation);
        return ($"{tongue.Name}{(stream ? ", streamed," : "")} at {Supplies[supply].Name}", Route(supply, client), stream, heard);
    }

    /// <summary>What is wrong with an answer and its record; null = nothing.</summary>
    private static string? WrongWith(string fault, bool stream, Heard heard, IReadOnlyList<RequestRecord> records)
    {
        if (heard.Raw.Contains("sk-upstream", StringComparison.Ordinal))
        {
            return "the credential got out";
        }

        if (records is not [var record] || record.Status != heard.Status)
        {
            return $"{records.Count} records, for {heard}";
        }

        if (fault == "finish_reason" && heard.Status == 400)
        {
            return null; // DashScope's word for it is an error of the request's: moderation, which no other provider is asked to undo.
        }

        if (record.ErrorCode is null)
        {
            var whole = heard.Text.Contains(fault == "duplicate_frames" ? "one" : "one two three", StringComparison.Ordinal);
            return heard is { Status: 200, Ended: true } && whole && record.Attempts[^1].Stage == Stage.Done ? null : heard.ToString();
        }

        // Content had gone out: no second model, and no terminal event that would look like a whole answer.
        return stream && heard is { Status: 200, Ended: false } && heard.Raw.Contains("stream_interrupted", StringComparison.Ordinal)
            && record.Attempts is [{ Stage: Stage.Relay, Party: Party.Upstream }] ? null : $"{record.ErrorCode}, {record.Attempts.Count} attempts: {heard}";
    }

    /// <summary>For each supply and client a route of their own, so that what one meets says nothing about the next: a copy of the supply, then a healthy one of the next kind.</summary>
    private static string Routes()
    {
        var routes = new StringBuilder();
        for (var supply = 0; supply < Supplies.Length; supply++)
        {
            var next = (supply + 1) % Supplies.Length;
            for (var client = 0; client < Clients.Length; client++)
            {
                routes.Append($"  {Route(supply, client)}:\n    targets: [p{supply + 1}-{client + 1}/{Supplies[supply].Model}, p{Supplies.Length + next + 1}/{Supplies[next].Model}]\n    retry: {{attempts: 1}}\n");
            }
        }

        return routes.ToString();
    }

    private static string Route(int supply, int client) => $"of-{supply}-{client}";
}
