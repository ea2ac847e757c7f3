namespace Changeover.Storage;

/// <summary>The folder that holds the database and pulled models: where it is, and how it comes to be.</summary>
public static class DataFolder
{
    /// <summary>Environment variable that names the folder.</summary>
    public const string Variable = "CHANGEOVER_DATA";

    /// <summary><c>changeover</c> under <c>$XDG_DATA_HOME</c> or <c>~/.local/share</c> on Linux, <c>~/Library/Application Support</c> on macOS, <c>%LOCALAPPDATA%</c> on Windows. Relative to the working directory where there is no home, as in a bare container.</summary>
    public static string OfUser { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "changeover");

    /// <summary>The first that is set: the <c>--data</c> option, <c>CHANGEOVER_DATA</c>, the configuration's folder.</summary>
    /// <param name="option">Value of <c>--data</c>; null = not given.</param>
    /// <param name="configured">The configuration's folder, asked only when nothing else is set; null = it cannot be known.</param>
    /// <returns>An absolute path; nothing is created.</returns>
    /// <exception cref="StorageException">The configuration cannot be read, and to guess a folder would be to work on the wrong database.</exception>
    public static string Resolve(string? option, Func<string?> configured) => Find(option, configured) ?? throw new StorageException(
        $"The configuration has a fault where it could name the data folder, so the folder is not known. `changeover config check` shows the fault; --data or {Variable} names a folder in spite of it.");

    /// <summary>As <see cref="Resolve"/>; null where the configuration cannot be read.</summary>
    public static string? Find(string? option, Func<string?> configured) => Find(option, configured, Environment.GetEnvironmentVariable);

    internal static string? Find(string? option, Func<string?> configured, Func<string, string?> environment) =>
        FirstSet(option, environment(Variable)) is { } named ? Path.GetFullPath(named) : configured();

    /// <summary>Where pulled models lie in a data folder, each in a folder of its name.</summary>
    public static string OfModels(string folder) => Path.Combine(folder, "models");

    /// <summary>Makes the folder, for its owner only, unless it exists.</summary>
    /// <exception cref="StorageException">It cannot be made.</exception>
    public static void Create(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The data folder {folder} cannot be made: {e.Message} Name another one with --data or {Variable}.", e);
        }
    }

    private static string? FirstSet(string? first, string? second) =>
        !string.IsNullOrEmpty(first) ? first : !string.IsNullOrEmpty(second) ? second : null;
}
