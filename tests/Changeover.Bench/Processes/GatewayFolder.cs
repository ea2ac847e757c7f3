using System.Text;
using Changeover.Bench.Roles;

namespace Changeover.Bench.Processes;

/// <summary>Configuration, database and one key of a gateway in front of the static upstream. Everything that costs time is on: key check, routes, breaker, records, metrics.</summary>
internal sealed class GatewayFolder
{
    private readonly string _folder;

    private GatewayFolder(string folder, string key) => (_folder, Key) = (folder, key);

    /// <summary>The key that clients must send.</summary>
    public string Key { get; }

    /// <summary>Makes one below <paramref name="parent"/>.</summary>
    public static async Task<GatewayFolder> CreateAsync(string parent, Uri upstream, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, Path.GetRandomFileName())).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "credential"), "sk-bench", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "changeover.yaml"), Config(folder, upstream), cancellationToken);
        var key = await ChildProcess.RunAsync(Repository.Gateway, ["keys", "create", "--owner", "bench", "--data", Path.Combine(folder, "data")], cancellationToken);
        return new GatewayFolder(folder, key.Trim());
    }

    /// <summary>Starts the gateway, without waiting for it.</summary>
    public ChildProcess Start(int port) => ChildProcess.Start(
        Repository.Gateway, "serve", "--config", Path.Combine(_folder, "changeover.yaml"), "--urls", $"http://127.0.0.1:{port}", "--data", Path.Combine(_folder, "data"));

    private static string Config(string folder, Uri upstream)
    {
        var text = new StringBuilder($"""
            upstreams:
              bench:
                provider: openai-compatible
                base_url: {upstream.GetLeftPart(UriPartial.Authority)}/v1
                credential: file:{folder}/credential
                http11: true
            routes:

            """);
        foreach (var model in StaticModels.All)
        {
            text.AppendLine($"  {model.Name}:").AppendLine($"    targets: [bench/{model.Name}]");
        }

        return text.ToString();
    }
}
