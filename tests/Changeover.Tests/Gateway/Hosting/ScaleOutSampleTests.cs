using Changeover.Commands;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;
using YamlDotNet.RepresentationModel;

namespace Changeover.Tests.Gateway.Hosting;

public sealed class ScaleOutSampleTests
{
    private static readonly Dictionary<string, string> Environment = new() { ["OPENAI_API_KEY"] = "a", ["DEEPSEEK_API_KEY"] = "b" };

    private static ConfigResult Configuration =>
        new ConfigLoader(ProviderRegistry.ByName, Environment, "/").Load(Place("changeover.yaml"));

    private static TimeSpan LongestEnd => Configuration.Config.Server.Notice + Configuration.Config.Server.Drain;

    [Fact]
    public void The_configuration_has_no_fault() => Assert.Empty(Configuration.Faults);

    [Fact]
    public void Compose_starts_nodes_with_options_that_exist_and_gives_them_time_to_end()
    {
        var node = (YamlMappingNode)Read("compose.yaml")[0]["services"]["node"];

        Assert.Empty(CommandTree.Create().Parse([.. Texts(node["command"])]).Errors);
        Assert.Equal("6m", ((YamlScalarNode)node["stop_grace_period"]).Value);
        Assert.InRange(TimeSpan.FromMinutes(6), LongestEnd + TimeSpan.FromSeconds(10), LongestEnd + TimeSpan.FromMinutes(2));
        Assert.Contains("CHANGEOVER_DATABASE", ((YamlMappingNode)node["environment"]).Children.Keys.Select(key => key.ToString()));
    }

    [Fact]
    public void Kubernetes_asks_readiness_and_gives_time_to_end()
    {
        var manifests = Read("kubernetes.yaml");
        Assert.Equal(["Deployment", "PodDisruptionBudget", "Service"], manifests.Select(manifest => manifest["kind"].ToString()));
        var pod = manifests[0]["spec"]["template"]["spec"];
        var container = pod["containers"][0];

        Assert.Empty(CommandTree.Create().Parse([.. Texts(container["args"])]).Errors);
        Assert.Equal("/readyz", container["readinessProbe"]["httpGet"]["path"].ToString());
        var looks = TimeSpan.FromSeconds(int.Parse(container["readinessProbe"]["periodSeconds"].ToString(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(looks * 2 < Configuration.Config.Server.Notice);
        var grace = TimeSpan.FromSeconds(int.Parse(pod["terminationGracePeriodSeconds"].ToString(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(grace, LongestEnd + TimeSpan.FromSeconds(10), LongestEnd + TimeSpan.FromMinutes(2));
    }

    private static IEnumerable<string> Texts(YamlNode list) => ((YamlSequenceNode)list).Select(item => item.ToString());

    private static List<YamlNode> Read(string file)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(Place(file));
        stream.Load(reader);
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    private static string Place(string file) => Path.Combine(Repository.Root, "samples", "scale-out", file);
}
