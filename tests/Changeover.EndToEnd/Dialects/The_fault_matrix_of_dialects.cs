using Changeover.Gateway.Recording;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Dialects;

/// <summary>Every fault at every kind of provider, in front of clients of all dialects in turn: before the first content another kind answers, after it the client's own error event ends the stream.</summary>
public sealed class The_fault_matrix_of_dialects
{
    private const string OneTry = "    retry: {attempts: 1}\n";

    /// <summary>Not a failure of the provider's: told to the client, or simply odd.</summary>
    private static readonly string[] Others = ["prompt_filtered", "raw"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, bool> Cases { get; } =
    [
        .. from fault in FaultCatalogue.All
           where !Others.Contains(fault.Kind) && !fault.Kind.StartsWith("stall", StringComparison.Ordinal)
           from supply in Supply.All
           from stream in new[] { false, true }
           let client = Tongue.All[(fault.Kind.Length + supply.Name.Length + (stream ? 1 : 0)) % Tongue.All.Count]
           select (fault.Kind, client.Name, supply.Name, stream),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_fault_is_answered_by_another_kind_or_ends_the_stream_with_an_error(string fault, string client, string provider, bool stream)
    {
        var place = Supply.All.ToList().FindIndex(supply => supply.Name == provider);
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.All[place], Supply.All[(place + 1) % Supply.All.Count]], OneTry);
        gateway.Hosts[0].State.Faults.Set(fault);
        // Paced, so that the first content has left before a fault behind it.
        gateway.Hosts[0].State.Behaviour = gateway.Hosts[0].State.Behaviour with { TokensPerSecond = 100 };
        var heard = await Tongue.Of(client).AskAsync(gateway.Http, "m", stream, "one two three four five six seven", tool: false, Cancellation);

        Assert.DoesNotContain("sk-upstream", heard.Raw, StringComparison.Ordinal);
        var record = Assert.Single(gateway.Records());
        Assert.Equal(heard.Status, record.Status);
        if (fault == "finish_reason" && heard.Status == 400)
        {
            return; // DashScope's word for it is an error of the request's: moderation, which no other provider is asked to undo.
        }

        Assert.Equal(200, heard.Status);
        if (record.ErrorCode is null)
        {
            Assert.True(heard.Ended && heard.Text.Contains(fault == "duplicate_frames" ? "one" : "one two three", StringComparison.Ordinal), heard.ToString());
            Assert.Equal(Stage.Done, record.Attempts[^1].Stage);
            return;
        }

        // Content had gone out: no second model, and no terminal event that would look like a whole answer.
        Assert.True(stream && !heard.Ended && heard.Raw.Contains("stream_interrupted", StringComparison.Ordinal), heard.ToString());
        Assert.Equal((Stage.Relay, Party.Upstream), (Assert.Single(record.Attempts).Stage, record.Attempts[0].Party));
        Assert.Equal(0, gateway.Hosts[1].State.Journal.Received);
    }
}
