using System.Collections;
using System.Collections.Frozen;
using Changeover.Gateway.Snapshot.Document;
using Changeover.Gateway.Snapshot.Options;
using Changeover.Gateway.Snapshot.Validation;
using Changeover.Providers;
using Changeover.Storage;

namespace Changeover.Gateway.Snapshot;

/// <summary>Finds, reads, binds and checks the configuration, and reports everything wrong with it at once.</summary>
/// <param name="providers">Known providers, by name.</param>
/// <param name="environment">Variables of the process.</param>
/// <param name="directory">Where <c>changeover.yaml</c> is looked for when nothing names a file; absolute.</param>
public sealed class ConfigLoader(IReadOnlyDictionary<string, Provider> providers, IReadOnlyDictionary<string, string> environment, string directory)
{
    /// <summary>Name of the file that is looked for.</summary>
    public const string FileName = "changeover.yaml";

    /// <summary>Environment variable that names the file.</summary>
    public const string FileVariable = "CHANGEOVER_CONFIG";

    /// <summary>In place of a file: the configuration that was pushed into the database.</summary>
    public const string Pushed = "database";

    private const int LongestFile = 4 * 1024 * 1024;

    /// <summary>The loader of this process: every provider, the process's variables, the working directory.</summary>
    public static ConfigLoader ForProcess() => new(
        ProviderRegistry.ByName,
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToFrozenDictionary(pair => (string)pair.Key, pair => (string)pair.Value!),
        Environment.CurrentDirectory);

    /// <summary>The data folder of the configuration of this process, as every command must find it; null = see <see cref="ConfigResult.DataFolder"/>.</summary>
    /// <param name="asked">File from the command line; null = see <see cref="Locate"/>.</param>
    public static string? DataFolderOf(string? asked) => ForProcess().Load(asked).DataFolder;

    /// <summary>Where the configuration of this process puts the database, as every command must find it.</summary>
    /// <param name="asked">File from the command line; null = see <see cref="Locate"/>.</param>
    public static ConfiguredStorage StorageOf(string? asked) => ForProcess().Load(asked).Storage;

    /// <summary>Known providers, by name.</summary>
    public IReadOnlyDictionary<string, Provider> Providers => providers;

    /// <summary>Which file holds: the one asked for, else <see cref="FileVariable"/>, else <see cref="FileName"/> in the directory; null = none.</summary>
    /// <param name="asked">From the command line.</param>
    public string? Locate(string? asked)
    {
        if (IsPushed(asked))
        {
            return null;
        }

        var place = Place(asked);
        return Named(asked) is not null || File.Exists(place) ? place : null;
    }

    /// <summary>Whether the configuration is asked for that was pushed.</summary>
    internal bool IsPushed(string? asked) => Named(asked) == Pushed;

    /// <summary>Where the file is or would be: like <see cref="Locate"/>, whether or not it exists.</summary>
    internal string Place(string? asked) => Path.Combine(directory, Named(asked) ?? FileName);

    /// <summary>Loads the configuration. Never throws for what a file may hold.</summary>
    /// <param name="asked">File from the command line; null = see <see cref="Locate"/>.</param>
    public ConfigResult Load(string? asked)
    {
        var file = Locate(asked);
        if (file is null)
        {
            return Read(null, "");
        }

        try
        {
            return new FileInfo(file).Length > LongestFile
                ? Unreadable(file, $"{file} is larger than 4 MiB.", "Name a configuration file.")
                : Read(file, File.ReadAllText(file));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault is FileNotFoundException or DirectoryNotFoundException
                ? Unreadable(file, $"{file} does not exist.", "Name another file, or write a starter with `changeover config init`.")
                : Unreadable(file, $"{file} cannot be read.", "Let the user that runs changeover read it.");
        }
    }

    /// <summary>Binds and checks a text as if it stood in the file.</summary>
    /// <param name="file">The file; null = none.</param>
    /// <param name="text">Its text.</param>
    /// <param name="credentialsElsewhere">Whether credentials that this machine does not have are taken for right.</param>
    internal ConfigResult Read(string? file, string text, bool credentialsElsewhere = false)
    {
        var faults = new List<ConfigFault>();
        var document = YamlDocument.Read(text, faults);
        if (document is null)
        {
            return Result(file, text, new ChangeoverConfig(), new Binding(faults), faults, []);
        }

        var whole = EnvironmentOverrides.Apply(WithBuiltIn(document), environment, faults);
        var binding = new Binding(faults);
        binding.Written("", whole.Origin);
        ChangeoverOptions.All.TryRead(whole, "", binding, out var config);

        var credentials = new CredentialReader(environment) { AreElsewhere = credentialsElsewhere };
        var validation = new ValidationContext(config!, binding, providers, credentials);
        foreach (var validator in ConfigValidators.All)
        {
            validator.Validate(validation);
        }

        var result = Result(file, text, config!, binding, [.. faults, .. validation.Faults], validation.Warnings) with { Credentials = credentials };
        if (!result.IsValid)
        {
            return result;
        }

        var redis = environment.GetValueOrDefault(RedisAddress.Variable) is { Length: > 0 } named ? new Secret(named)
            : config!.Storage.Redis is { } written ? RedisReference.Read(written, credentials).Value : null;
        result = result with { Storage = result.Storage with { Redis = redis } };
        return OfVariable() is null && result.Storage.IsKnown && config!.Storage.Database is { } address
            ? result with { Storage = result.Storage with { Server = DatabaseReference.Read(address, credentials).Value } }
            : result;
    }

    private string? Named(string? asked) => asked ?? (environment.GetValueOrDefault(FileVariable) is { Length: > 0 } named ? named : null);

    private static ConfigMap WithBuiltIn(ConfigMap document)
    {
        if (document.Find("upstreams") is not null || document.Find("routes") is not null)
        {
            return document;
        }

        var builtIn = YamlDocument.Read(BuiltInConfig.Text, [])!;
        return document with { Entries = [.. document.Entries, .. builtIn.Entries.Select(entry => entry with { KeyOrigin = ConfigOrigin.Default, Value = entry.Value.Unwritten() })] };
    }

    private ConfigResult Unreadable(string file, string message, string remedy) =>
        Result(file, "", new ChangeoverConfig(), new Binding([]), [new ConfigFault(ConfigOrigin.Default, "", message, remedy)], []);

    private ConfigResult Result(string? file, string text, ChangeoverConfig config, Binding binding, IReadOnlyList<ConfigFault> faults, IEnumerable<ConfigFault> warnings) => new()
    {
        File = file,
        Text = text,
        Config = config,
        Origins = binding.Origins,
        Faults = [.. faults.OrderBy(fault => fault.At.Line ?? int.MaxValue)],
        Warnings = [.. warnings.OrderBy(warning => warning.At.Line ?? int.MaxValue)],
        Credentials = new CredentialReader(environment),
        Storage = new ConfiguredStorage(
            faults.Any(fault => fault.Path is "" or "server" or "server.data_folder") ? null : Folder(file, config.Server.DataFolder),
            OfVariable(),
            OfVariable() is not null || !faults.Any(fault => fault.Path is "" or "storage" or "storage.database")),
    };

    // A server that the environment names holds whatever the file says.
    private Secret? OfVariable() => environment.GetValueOrDefault(DatabasePlace.Variable) is { Length: > 0 } server ? new Secret(server) : null;

    private string Folder(string? file, string? written) => Path.GetFullPath(
        written ?? (file is null ? DataFolder.OfUser : "data"),
        file is null ? directory : Path.GetDirectoryName(Path.GetFullPath(file))!);
}
