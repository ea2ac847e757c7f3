namespace Changeover.Storage;

/// <summary>The folder that holds the database and pulled models: where it is, and how it comes to be.</summary>
public static class DataFolder
{
    /// <summary>Environment variable that names the folder.</summary>
    public const string Variable = "CHANGEOVER_DATA";

    /// <summary><c>changeover</c> under <c>$XDG_DATA_HOME</c> or <c>~/.local/share</c> on Linux, <c>~/Library/Application Support</c> on macOS, <c>%LOCALAPPDATA%</c> on Windows. Relative to the working directory where there is no home, as in a bare container.</summary>
    public static string OfUser { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "changeover");

    /// <summary>The first that is set: the <c>--data</c> option, <c>CHANGEOVER_DATA</c>, the configuration's <c>data_folder</c>, <see cref="OfUser"/>.</summary>
    /// <param name="option">Value of <c>--data</c>; null = not given.</param>
    /// <param name="configured">The configuration's folder; null = not given.</param>
    /// <returns>An absolute path; nothing is created.</returns>
    public static string Resolve(string? option = null, string? configured = null) =>
        Resolve(option, configured, Environment.GetEnvironmentVariable);

    internal static string Resolve(string? option, string? configured, Func<string, string?> environment) =>
        Path.GetFullPath(FirstSet(option, environment(Variable), configured) ?? OfUser);

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

    private static string? FirstSet(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrEmpty(value))
                return value;
        }

        return null;
    }
}
