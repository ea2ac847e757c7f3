using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Tests.Access;

/// <summary>What a record tells of rules.</summary>
public sealed class AccessRecordTests
{
    private static readonly RequestRecord Record = new()
    {
        Id = "req_1", StartedAt = DateTimeOffset.UnixEpoch, Operation = Operation.Chat, Dialect = Dialect.OpenAIChat, Streaming = false, Status = 200, Duration = TimeSpan.FromSeconds(1), ConfigHash = "0",
    };

    [Fact]
    public void The_timeline_names_the_rule_and_the_targets_that_it_denied()
    {
        Assert.Contains("first/m denied by r, second/m denied by s", Timeline(new() { Rule = null, Denied = [new("first/m", "r"), new("second/m", "s")] }), StringComparison.Ordinal);
        Assert.Contains("allowed by r", Timeline(new() { Rule = "r" }), StringComparison.Ordinal);
        Assert.DoesNotContain("access", Timeline(null), StringComparison.Ordinal);
    }

    private static string Timeline(AccessRecord? access)
    {
        var output = new StringWriter();
        RecordText.WriteTimeline(Record with { Access = access }, output);
        return output.ToString();
    }
}
