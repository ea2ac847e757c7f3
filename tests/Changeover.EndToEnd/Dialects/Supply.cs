using Changeover.EndToEnd.Gateway;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Dialects;

/// <summary>A kind of provider, played by a sandbox that speaks its dialect and keeps its rules.</summary>
/// <param name="Name">Name of the provider.</param>
/// <param name="Path">Where its API begins.</param>
/// <param name="Rules">What it insists on beyond its dialect.</param>
public sealed record Supply(string Name, string Path, ProviderRules Rules = ProviderRules.None)
{
    /// <summary>One for each dialect that providers speak, and the OpenAI-dialect ones with rules of their own.</summary>
    public static IReadOnlyList<Supply> All { get; } =
    [
        new("openai-compatible", "v1"), new("anthropic", "v1"), new("gemini", "v1beta"), new("dashscope-native", "api/v1"), new("hunyuan-native", ""),
        new("deepseek", "v1", ProviderRules.DeepSeek), new("moonshot", "v1", ProviderRules.Moonshot),
    ];

    /// <summary>OpenAI, which speaks Responses, too: its clients are passed on as they are.</summary>
    public static Supply OpenAI { get; } = new("openai", "v1");

    /// <summary>Model name that the target knows: rules depend on it, Gemini's most.</summary>
    public string Model { get; init; } = "gemini-3-pro";

    /// <summary>Starts a sandbox of this kind.</summary>
    public async Task<SandboxHost> StartAsync(CancellationToken cancellation)
    {
        var host = await SandboxHost.StartAsync(null, cancellation);
        host.State.Behaviour = host.State.Behaviour with { Rules = Rules };
        return host;
    }

    /// <summary>Lines of its upstream, indented by two.</summary>
    public string Upstream(string name, SandboxHost host, string folder)
    {
        var credential = System.IO.Path.Combine(folder, "credential-" + name);
        File.WriteAllText(credential, Name == "hunyuan-native" ? "AKIDsandbox:sandbox-secret-key" : GatewayUnderTest.UpstreamCredential);
        return $"  {name}:\n    provider: {Name}\n    base_url: {host.ProviderUrl}{Path}\n    credential: file:{credential}\n";
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}
