namespace Changeover.Bench.Processes;

/// <summary>Finds files of the repository.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The gateway's own executable, built in the bench's configuration.</summary>
    public static string Gateway
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Root, "src", "Changeover", "bin", framework.Parent!.Name, framework.Name, "changeover");
        }
    }

    /// <summary>Whether this is an optimised build.</summary>
    public static bool IsRelease => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name == "Release";

    private static string Find(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "Changeover.slnx"))
        ? folder.FullName
        : Find(folder.Parent ?? throw new DirectoryNotFoundException("Changeover.slnx was not found above the bench."));
}
