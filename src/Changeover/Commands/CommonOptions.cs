using System.CommandLine;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Commands;

/// <summary>Options that mean the same wherever they stand.</summary>
internal static class CommonOptions
{
    /// <summary><c>--config</c>.</summary>
    public static Option<string?> Config() => new("--config")
    {
        Description = $"Configuration file, or `{ConfigLoader.Pushed}` for the one that was pushed. Default: ${ConfigLoader.FileVariable}, else {ConfigLoader.FileName} here, else the built-in one with the demo model.",
        HelpName = "file",
    };

    /// <summary><c>--data</c>.</summary>
    public static Option<string?> Data() => new("--data")
    {
        Description = $"Folder of the database and of pulled models. Default: ${DataFolder.Variable}, else the configuration's.",
        HelpName = "folder",
    };

    /// <summary><c>--json</c>.</summary>
    /// <param name="description">What it writes, where that is not one JSON value.</param>
    public static Option<bool> Json(string description = "Write JSON.") => new("--json") { Description = description };
}
