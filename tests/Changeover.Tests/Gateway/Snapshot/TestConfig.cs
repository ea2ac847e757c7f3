using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Tests.Gateway.Snapshot;

/// <summary>Loads texts as if they stood in a file, against a handful of providers.</summary>
internal static class TestConfig
{
    public static IReadOnlyDictionary<string, Provider> Providers { get; } = new[]
    {
        new Provider { Name = "openai", BaseUrl = new Uri("https://api.openai.com/v1") },
        new Provider { Name = "deepseek", BaseUrl = new Uri("https://api.deepseek.com") },
        new Provider { Name = "openai-compatible", NeedsCredential = false },
        new Provider { Name = "embedded", NeedsCredential = false, Auth = AuthScheme.None },
    }.ToDictionary(provider => provider.Name);

    public static ConfigLoader Loader(string? directory = null, params (string Name, string Value)[] environment) =>
        new(Providers, environment.ToDictionary(pair => pair.Name, pair => pair.Value), directory ?? Path.GetTempPath());

    public static ConfigResult Read(string text, params (string Name, string Value)[] environment) =>
        Loader(null, environment).Read(text.Length == 0 ? null : "/etc/changeover/changeover.yaml", text);
}
