using Changeover.Gateway.Snapshot;

namespace Changeover.Tests.Gateway.Snapshot;

public sealed class EnvironmentOverrideTests
{
    [Fact]
    public void A_variable_wins_over_the_file_in_any_case()
    {
        var result = Read(SampleConfigs.Two, ("CHANGEOVER__SERVER__URLS", "http://127.0.0.1:1"), ("changeover__upstreams__Openai__base_url", "https://proxy.example.com/v1"));

        Assert.Empty(result.Faults);
        Assert.Equal("http://127.0.0.1:1", result.Config.Server.Urls);
        Assert.Equal(new Uri("https://proxy.example.com/v1"), result.Config.Upstreams["openai"].BaseUrl);
    }

    [Fact]
    public void A_variable_works_without_a_file_and_leaves_the_rest_of_the_default()
    {
        var config = Read("", ("CHANGEOVER__UPSTREAMS__EMBEDDED__EMBEDDED__SLOTS", "2")).Config;

        Assert.Equal(2, config.Upstreams["embedded"].Embedded?.Slots);
        Assert.Equal("embedded/demo", Assert.Single(config.Routes["demo"].Targets).ToString());
    }

    [Fact]
    public void An_underscore_also_means_the_characters_that_a_shell_variable_cannot_hold()
    {
        var result = Read(SampleConfigs.Full, ("CHANGEOVER__ROUTES__GPT_4_1__STRATEGY", "latency"));

        Assert.Equal(RouteStrategy.Latency, Assert.Single(result.Config.Routes).Value.Strategy);
    }

    [Fact]
    public void Items_of_a_list_are_numbered_and_the_next_number_adds_one()
    {
        var result = Read(SampleConfigs.Two, ("CHANGEOVER__ROUTES__CHAT__TARGETS__0", "local/a"), ("CHANGEOVER__ROUTES__CHAT__TARGETS__2", "local/c"));

        Assert.Equal(["local/a", "local/org/model", "local/c"], result.Config.Routes["chat"].Targets.Select(target => target.ToString()));
    }

    [Fact]
    public void A_new_upstream_and_route_may_come_from_the_environment_alone()
    {
        var result = Read(
            SampleConfigs.Two, ("CHANGEOVER__UPSTREAMS__DEEPSEEK__PROVIDER", "deepseek"), ("CHANGEOVER__UPSTREAMS__DEEPSEEK__CREDENTIAL", "${DEEPSEEK_API_KEY}"), ("CHANGEOVER__ROUTES__NEW__TARGETS__0", "deepseek/m"));

        Assert.Empty(result.Faults);
        Assert.Equal("deepseek", result.Config.Routes["new"].Targets[0].Upstream);
    }

    [Fact]
    public void An_empty_variable_sets_the_default_again() =>
        Assert.Equal(new RouteConfig { Targets = [] }.Retry.Attempts, Read(SampleConfigs.Full, ("CHANGEOVER__ROUTES__GPT_4_1__RETRY__ATTEMPTS", "")).Config.Routes["gpt-4.1"].Retry.Attempts);

    [Theory]
    [InlineData("CHANGEOVER__SERVER__DRAIN", "soon", "server.drain", "no duration")]
    [InlineData("CHANGEOVER__SERVER__DRAYN", "5s", "server", "no option \"drayn\"")]
    [InlineData("CHANGEOVER__SERVER", "5s", "server", "where options are expected")]
    [InlineData("CHANGEOVER__SERVER____DRAIN", "5s", "", "empty step")]
    [InlineData("CHANGEOVER__ROUTES__CHAT__TARGETS__9", "local/m", "", "names none")]
    [InlineData("CHANGEOVER__UPSTREAMS__OPENAI__PROVIDER", "opneai", "upstreams.openai.provider", "no provider")]
    [InlineData("CHANGEOVER__UPSTREAMS__OPENAI__CREDENTIAL", "a-key-in-clear", "upstreams.openai.credential", "in clear")]
    public void A_fault_names_the_variable_instead_of_a_line(string variable, string value, string path, string message)
    {
        var fault = Assert.Single(Read(SampleConfigs.Two, (variable, value)).Faults);

        Assert.Equal((variable, null, path), (fault.At.Variable, fault.At.Line, fault.Path));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static ConfigResult Read(string text, params (string, string)[] environment) => TestConfig.Read(text, [.. SampleConfigs.Environment, .. environment]);
}
