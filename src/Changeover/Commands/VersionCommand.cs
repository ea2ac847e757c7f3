using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Commands;

/// <summary><c>changeover version</c>: what a report of a fault should quote.</summary>
internal static class VersionCommand
{
    /// <summary>Version of the product, with the commit that it was built from where that is known.</summary>
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var (config, data, json) = (CommonOptions.Config(), CommonOptions.Data(), CommonOptions.Json());
        var command = new Command("version", "Write the version, what it runs on, and where it finds configuration and data.") { config, data, json };
        command.SetAction(parsed =>
        {
            var facts = Facts(ConfigLoader.ForProcess().Load(parsed.GetValue(config)), parsed.GetValue(data));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(facts.ToJsonString(ConfigListing.Readable));
                return;
            }

            foreach (var (name, value) in facts)
            {
                output.WriteLine($"{name.Replace('_', ' '),-13}  {value?.ToString() ?? "none"}");
            }
        });
        return command;
    }

    private static JsonObject Facts(ConfigResult loaded, string? data) => new()
    {
        ["changeover"] = Version,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["system"] = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}",
        ["configuration"] = loaded.File,
        ["data_folder"] = DataFolder.Find(data, () => loaded.DataFolder),
    };
}
