using System.CommandLine;
using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Snapshot.Options;

namespace Changeover.Tests.Gateway.Snapshot;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("changeover-config-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Check_lists_place_line_message_and_remedy_and_fails()
    {
        var file = Write("server:\n  drain: soon\nroutes:\n  chat:\n    targets: [nobody/m]\n");

        var (code, output, _) = Run("check");

        Assert.Equal(1, code);
        Assert.Equal(
            $"""
            {file}:2:10: fault in server.drain
                 2 |   drain: soon
              "soon" is no duration.
              → Write a number and a unit: 200ms, 5s, 10m, 1h or 30d.

            {file}:5:15: fault in routes.chat.targets[0]
              There is no upstream "nobody".
              → Add it under `upstreams:`, or use one of: .

            {file} cannot run; faults: 2, warnings: 0.

            """,
            output);
    }

    [Fact]
    public void Check_of_a_sound_file_succeeds_and_says_so()
    {
        Write(SampleConfigs.Two);

        var (code, output, _) = Run("check");

        Assert.Equal(0, code);
        Assert.EndsWith("is fine.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_as_json_has_the_same_faults()
    {
        Write("server:\n  drain: soon\n");

        var (code, output, _) = Run("check", "--json");

        var fault = JsonNode.Parse(output)!["faults"]!.AsArray().Single()!;
        Assert.Equal(1, code);
        Assert.Equal((2, 10, "server.drain"), ((int)fault["line"]!, (int)fault["column"]!, (string)fault["path"]!));
    }

    [Theory]
    [InlineData("    credential: hunter")]
    [InlineData("    creds: hunter")]
    [InlineData("    headers: { X-Token: hunter }")]
    [InlineData("    base_url: https://me:hunter@example.com/v1")]
    [InlineData("    base_url: https://example.com/v1?sig=hunter")]
    [InlineData("    query: { token: hunter }")]
    [InlineData("    timeouts: { pass: hunter, connect: never }")]
    [InlineData("    timeouts: { connect: never, pass: hunter }")]
    [InlineData("    credential: hunter: 2")]
    [InlineData("    region: [hunter")]
    public void A_line_that_may_hold_a_secret_is_quoted_without_it(string line)
    {
        Write($"upstreams:\n  openai:\n    provider: openai\n{line}\nroutes: {{ r: {{ targets: [openai/m] }} }}\n");

        foreach (var arguments in new[] { new[] { "check" }, ["check", "--json"], ["show"], ["show", "--json"] })
        {
            var (code, output, errors) = Run(arguments);
            Assert.Equal(1, code);
            Assert.DoesNotContain("hunter", output + errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Show_writes_a_file_that_means_the_same_and_names_each_origin()
    {
        Write(SampleConfigs.Full);

        var (code, output, _) = Run("show", ("CHANGEOVER__SERVER__DRAIN", "5s"));

        Assert.Equal(0, code);
        Assert.Matches(@"\n  drain: 5s +# CHANGEOVER__SERVER__DRAIN\n", output);
        Assert.Matches(@"\n  retry_budget: 0.5 +# changeover.yaml:10\n", output);
        Assert.Matches(@"\n    base_url: null +# default\n", output);
        Assert.Matches(@"\n    credential: \$\{OPENAI_API_KEY\} +# changeover.yaml:15\n", output);
        Assert.Equal(HashOf(SampleConfigs.Full.Replace("drain: 90s", "drain: 5s", StringComparison.Ordinal)), HashOf(output));
    }

    [Fact]
    public void Show_as_json_names_hash_values_and_origins()
    {
        var output = JsonNode.Parse(Run("show", "--json").Output)!;

        Assert.Null(output["file"]);
        Assert.Equal(HashOf(""), (string?)output["hash"]);
        var target = output["options"]!.AsArray().Single(option => (string?)option!["path"] == "routes.demo.targets[0]")!;
        Assert.Equal(("embedded/demo", "default"), ((string?)target["value"], (string?)target["origin"]));
    }

    [Fact]
    public void Schema_writes_the_published_schema() => Assert.Equal(OptionsSchema.Write(), Run("schema").Output);

    [Fact]
    public void Init_writes_a_file_that_runs_as_it_is_and_never_overwrites()
    {
        Assert.Equal(0, Run("init").Code);
        Assert.Equal(0, Run("check").Code);

        Write("# mine\n");
        var (code, _, errors) = Run("init");

        Assert.Equal(1, code);
        Assert.Contains("exists already", errors, StringComparison.Ordinal);
        Assert.Equal("# mine\n", File.ReadAllText(Path.Combine(folder.FullName, ConfigLoader.FileName)));
    }

    [Fact]
    public void Every_commented_option_of_the_starter_may_be_uncommented()
    {
        var result = TestConfig.Read(Starter.Uncommented, SampleConfigs.Environment);

        Assert.Empty(result.Faults);
        Assert.Equal(["embedded", "openai", "deepseek"], result.Config.Upstreams.Keys);
        Assert.Equal(3, result.Config.Routes["gpt-4o-mini"].Targets.Count);
    }

    [Fact]
    public void The_file_is_the_one_asked_for_else_the_variables_else_the_one_here()
    {
        Write("server: { drain: 1s }\n");
        File.WriteAllText(Path.Combine(folder.FullName, "b.yaml"), "server: { drain: 2s }\n");
        File.WriteAllText(Path.Combine(folder.FullName, "c.yaml"), "server: { drain: 3s }\n");

        Assert.Contains("drain: 1s ", Run("show").Output, StringComparison.Ordinal);
        Assert.Contains("drain: 2s ", Run("show", (ConfigLoader.FileVariable, "b.yaml")).Output, StringComparison.Ordinal);
        Assert.Contains("drain: 3s ", Run(["show", "--config", "c.yaml"], (ConfigLoader.FileVariable, "b.yaml")).Output, StringComparison.Ordinal);
    }

    private static string HashOf(string text)
    {
        var result = TestConfig.Read(text, SampleConfigs.Environment);
        Assert.Empty(result.Faults);
        return SnapshotCompiler.HashOf(result.Config);
    }

    private string Write(string text)
    {
        var file = Path.Combine(folder.FullName, ConfigLoader.FileName);
        File.WriteAllText(file, text);
        return file;
    }

    private (int Code, string Output, string Errors) Run(params string[] arguments) => Run(arguments, []);

    private (int Code, string Output, string Errors) Run(string command, (string, string) variable) => Run([command], variable);

    private (int Code, string Output, string Errors) Run(string[] arguments, params (string, string)[] environment)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var command = ConfigCommand.Create(TestConfig.Loader(folder.FullName, [.. SampleConfigs.Environment, .. environment]));
        var code = command.Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
