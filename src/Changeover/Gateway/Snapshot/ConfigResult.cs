using Changeover.Storage;

namespace Changeover.Gateway.Snapshot;

/// <summary>A configuration as found, with everything that is wrong with it.</summary>
public sealed record ConfigResult
{
    /// <summary>The file it was read from; null = there is none and the built-in default stands.</summary>
    public required string? File { get; init; }

    /// <summary>Number of the pushed configuration that this is; null = it was not pushed.</summary>
    public long? Version { get; init; }

    /// <summary>What was understood; fit to run only without <see cref="Faults"/>.</summary>
    public required ChangeoverConfig Config { get; init; }

    /// <summary>All faults, in the order of the file.</summary>
    public required IReadOnlyList<ConfigFault> Faults { get; init; }

    /// <summary>What may run but deserves a look, in the order of the file.</summary>
    public required IReadOnlyList<ConfigFault> Warnings { get; init; }

    /// <summary>Folder of the database and of pulled models, absolute; null = a fault stands where the folder could be named, so it is not known.</summary>
    public string? DataFolder => Storage.Folder;

    /// <summary>Where the database is.</summary>
    public required ConfiguredStorage Storage { get; init; }

    /// <summary>The credentials as they were when the configuration was checked.</summary>
    public required CredentialReader Credentials { get; init; }

    /// <summary>Text of the file, to quote from; empty without a file.</summary>
    public required string Text { get; init; }

    /// <summary>Where each written option stands.</summary>
    public required IReadOnlyDictionary<string, ConfigOrigin> Origins { get; init; }

    /// <summary>Whether it can run.</summary>
    public bool IsValid => Faults.Count == 0;

    /// <summary>File and counts; never the text, which may hold a secret in the wrong place.</summary>
    public override string ToString() => $"{File ?? "built-in configuration"}: {Faults.Count} faults, {Warnings.Count} warnings";

    /// <summary>Whether file and credentials hold the same as when the other result was made.</summary>
    internal bool IsSameAs(ConfigResult other) =>
        Text == other.Text && Faults.SequenceEqual(other.Faults) && Credentials.FoundTheSameAs(other.Credentials);
}
