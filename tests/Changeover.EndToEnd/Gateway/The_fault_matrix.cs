using Changeover.Gateway.Recording;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Every fault that the Sandbox can play, streamed and buffered: what the client sees, who is blamed, and exactly one record.</summary>
public sealed class The_fault_matrix
{
    /// <summary>Short clocks, and one try at each target, so that the table below says what happens.</summary>
    private const string Clocks = "    timeouts: {first_content: 1500ms, idle: 1500ms}\n";
    private const string OneTry = "    retry: {attempts: 1}\n";

    /// <summary>Faults that are the client's to know: no other target is asked.</summary>
    private static readonly string[] Answers = ["prompt_filtered", "raw"];

    public static TheoryData<string, bool> BeforeContent => Table(fault => !Answers.Contains(fault.Kind)
        && fault.Family is FaultFamily.Connection or FaultFamily.Status or FaultFamily.Masked or FaultFamily.Broken, (fault, stream) => stream ? !ComesAfterContent(fault) : fault.Kind != "no_finish"); // a buffered body has its finish

    public static TheoryData<string, bool> AfterContent => Table(ComesAfterContent, (_, stream) => stream);

    public static TheoryData<string, bool> Awkward => Table(fault => fault.Family == FaultFamily.Awkward, (_, _) => true);

    public static TheoryData<string, bool> ForTheClient => Table(fault => Answers.Contains(fault.Kind), (_, _) => true);

    [Theory]
    [MemberData(nameof(BeforeContent))]
    public async Task A_failure_before_the_first_content_is_answered_by_the_next_target(string fault, bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: OneTry, upstream: Clocks);
        gateway.First.Faults.Set(fault);
        using var response = await gateway.ChatAsync(stream);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("provider-2/model-2", Assert.Single(response.Headers.GetValues("x-changeover-target")));
        Assert.Contains("Hello", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"error\"", text, StringComparison.Ordinal);
        var record = gateway.Record();
        Assert.Equal((200, null), (record.Status, record.ErrorCode));
        Assert.Equal(["provider-1", "provider-2"], record.Attempts.Select(attempt => attempt.Upstream));
        Assert.Equal(Party.Upstream, record.Attempts[0].Party);
        Assert.NotNull(record.Attempts[0].Class);
        Assert.NotEqual(Stage.Done, record.Attempts[0].Stage);
        Assert.Equal(Stage.Done, record.Attempts[1].Stage);
    }

    [Theory]
    [MemberData(nameof(AfterContent))]
    public async Task A_failure_after_the_first_content_ends_in_an_error_event_and_no_second_model(string fault, bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: OneTry, upstream: Clocks);
        gateway.First.Faults.Set(fault);
        // Paced, so that the first content has left before the fault: what arrives in one read with its failure was never sent.
        gateway.First.Behaviour = gateway.First.Behaviour with { TokensPerSecond = 20 };
        using var response = await gateway.ChatAsync(stream, text: "one two three four five six seven");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("one", text, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"stream_interrupted\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.Equal(0, gateway.Second.Journal.Received);
        var record = gateway.Record();
        Assert.Equal((200, "stream_interrupted"), (record.Status, record.ErrorCode));
        Assert.Equal((Stage.Relay, Party.Upstream), (record.Attempts[0].Stage, record.Attempts[0].Party));
    }

    [Theory]
    [MemberData(nameof(Awkward))]
    public async Task An_awkward_answer_is_an_answer(string fault, bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: OneTry);
        gateway.First.Faults.Set(fault);
        using var response = await gateway.ChatAsync(stream);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Contains("Hello", text, StringComparison.Ordinal);
        Assert.Equal(stream, text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal));
        Assert.Equal(0, gateway.Second.Journal.Received);
        var attempt = Assert.Single(gateway.Record().Attempts);
        Assert.Equal(Stage.Done, attempt.Stage);
        Assert.DoesNotContain(response.Headers, header => header.Key is "Set-Cookie" or "Server" or "openai-organization");
    }

    [Theory]
    [MemberData(nameof(ForTheClient))]
    public async Task What_the_client_must_mend_is_told_to_the_client(string fault, bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Faults.Set(fault);
        using var response = await gateway.ChatAsync(stream);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("\"error\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, gateway.Second.Journal.Received);
        Assert.Equal(400, gateway.Record().Status);
    }

    [Fact]
    public void Every_fault_has_its_place_in_the_matrix() =>
        Assert.Equal(
            FaultCatalogue.All.Select(fault => fault.Kind).Order(),
            new[] { BeforeContent, AfterContent, Awkward, ForTheClient }.SelectMany(table => table.Select(row => row.Data.Item1)).Distinct().Order());

    private static bool ComesAfterContent(Fault fault) => fault.Family == FaultFamily.Broken && fault.Kind != "stall_before_content";

    private static TheoryData<string, bool> Table(Func<Fault, bool> of, Func<Fault, bool, bool> how)
    {
        var table = new TheoryData<string, bool>();
        foreach (var fault in FaultCatalogue.All.Where(of))
        {
            foreach (var stream in new[] { false, true }.Where(stream => how(fault, stream)))
            {
                table.Add(fault.Kind, stream);
            }
        }

        return table;
    }
}
