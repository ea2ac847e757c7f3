namespace Changeover.Tests.Gateway.Snapshot;

public sealed class ConfigFaultTests
{
    public static TheoryData<FaultRow> Rows => [.. FaultTable.Rows];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_mistake_is_told_once_with_its_line_its_option_and_a_remedy(FaultRow row)
    {
        var fault = Assert.Single(TestConfig.Read(row.Text, SampleConfigs.Environment).Faults);

        Assert.Equal((row.Line, row.Path), (fault.At.Line, fault.Path));
        Assert.Contains(row.Message, fault.Message, StringComparison.Ordinal);
        Assert.Contains(row.Remedy, fault.Remedy, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_file_are_told_at_once_in_its_order()
    {
        const string text =
            """
            server:
              drain: soon
              max_bdy: 1MiB
            upstreams:
              openai:
                provider: opneai
                credential: ${NOT_SET}
              local:
                provider: openai-compatible
                provider: openai
            routes:
              chat:
                targets: [nobody/m, openai]
                strategy: best
            """;

        var faults = TestConfig.Read(text).Faults;

        Assert.Equal([2, 3, 6, 7, 8, 10, 13, 13, 14], faults.Select(fault => fault.At.Line));
    }

    [Fact]
    public void The_sample_with_every_option_has_no_fault_and_no_warning()
    {
        var result = TestConfig.Read(SampleConfigs.Full, SampleConfigs.Environment);

        Assert.Empty(result.Faults);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("http://llm.example.com/v1", "", "upstreams.local.base_url", 8, "unencrypted")]
    [InlineData("http://127.0.0.1/v1", "    redact: [abc]", "routes.chat.redact", 12, "nothing is redacted")]
    [InlineData("http://127.0.0.1/v1", "    hedge: {}\n    targets: [local/m]", "routes.chat.hedge", 12, "nothing is hedged")]
    [InlineData("http://127.0.0.1/v1", "    targets: [{ target: local/m, weight: 3 }]", "routes.chat.targets", 12, "no effect")]
    [InlineData("http://127.0.0.1/v1", "    targets: [local/m]", "upstreams.idle", 3, "No route has a target")]
    public void What_may_run_but_deserves_a_look_is_a_warning(string url, string last, string path, int line, string message)
    {
        var targets = last.Contains("targets", StringComparison.Ordinal) ? "" : "    targets: [local/m, idle/m]\n";
        var text = $"# idle\nupstreams:\n  idle:\n    provider: embedded\n  local:\n    provider: openai-compatible\n    credential: ${{TEAM}}\n    base_url: {url}\nroutes:\n  chat:\n    record: none\n{last}\n{targets}";

        var result = TestConfig.Read(text, SampleConfigs.Environment);

        Assert.Empty(result.Faults);
        Assert.Contains(result.Warnings, warning => warning.Path == path && warning.At.Line == line && warning.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void An_asked_for_file_that_is_not_there_is_a_fault_and_not_the_built_in_default()
    {
        var result = TestConfig.Loader().Load("/nowhere/changeover.yaml");

        Assert.Contains("does not exist", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_written_after_a_key_means_its_default() =>
        Assert.Equal("routes", Assert.Single(TestConfig.Read("server:\n  drain:\nupstreams:\nroutes: ~\n").Faults).Path);

    [Fact]
    public void A_section_may_be_written_once_and_used_twice() =>
        Assert.Equal(TimeSpan.FromSeconds(1), TestConfig.Read(
            """
            upstreams:
              a: { provider: embedded, timeouts: &quick { connect: 1s } }
              b: { provider: embedded, timeouts: *quick }
            routes: { r: { targets: [a/m, b/m] } }
            """).Config.Upstreams["b"].Timeouts.Connect);
}
