namespace Changeover.EndToEnd.Samples;

/// <summary>Finds files of the repository from the folder that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A file that another project of the repository built, in the same configuration as these tests.</summary>
    public static string Built(string project, string file)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return PathOf(project, "bin", Configuration, framework.Name, file);
    }

    private static string Find(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "Changeover.slnx"))
        ? folder.FullName
        : Find(folder.Parent ?? throw new DirectoryNotFoundException("Changeover.slnx was not found above the tests."));
}
