using System.Text.Json.Nodes;
using Changeover.EndToEnd.Samples;

namespace Changeover.EndToEnd.Dialects;

/// <summary>The vendors' own SDKs for Node, each against each kind of provider: text, stream, parallel tools, a picture, a stream that is left, a model that is not there.</summary>
public sealed class The_vendors_own_SDKs
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_from_every_provider_what_they_expect_of_their_own()
    {
        var folder = Samples.Repository.PathOf("tests", "Changeover.EndToEnd", "Dialects", "Node");
        var install = await Command.RunAsync("npm", ["ci", "--no-audit", "--no-fund"], Cancellation, folder: folder);
        Assert.True(install.ExitCode == 0, install.Error);
        await using var gateway = await GatewayOfDialects.StartAsync(Supply.All);
        var routes = Supply.All.Select((_, index) => $"m-{index + 1}");
        var run = await Command.RunAsync("node", ["sdks.mjs", gateway.Address.ToString().TrimEnd('/'), .. routes], Cancellation, folder: folder);

        var checks = run.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.True(checks.Count == 239, run.Output + run.Error);
        var failed = checks.Where(check => !(bool)check["ok"]! && !IsLegitimate(check)).Select(check => $"{check["sdk"]} / {check["name"]} / {Of(check)}: {check["seen"]}");
        Assert.True(!failed.Any(), string.Join('\n', failed));
    }

    /// <summary>DeepSeek takes no pictures: the client is told so.</summary>
    private static bool IsLegitimate(JsonNode check) => ((string)check["name"]!, Of(check)) is ("picture", "deepseek") && ((string)check["seen"]!).Contains("takes no pictures", StringComparison.Ordinal);

    private static string Of(JsonNode check) => Supply.All[int.Parse(((string)check["route"]!)[2..], System.Globalization.CultureInfo.InvariantCulture) - 1].Name;
}
