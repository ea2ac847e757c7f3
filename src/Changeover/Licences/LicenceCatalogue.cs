using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Changeover.Licences;

/// <summary>What is shipped of the registry, from <c>catalogue/licences</c>: a seed, not the register.</summary>
internal sealed class LicenceCatalogue
{
    private static readonly Lazy<LicenceCatalogue> Once = new(() => new LicenceCatalogue());

    private LicenceCatalogue()
    {
        Licences = Read("licences/seed.jsonl", LicenceJson.Default.Licence);
        Covers = Read("licences/covers.jsonl", LicenceJson.Default.LicenceCover);
        Counts = Read("licences/counts.jsonl", LicenceJson.Default.LicenceCount);
    }

    /// <summary>What this build ships; read when first asked for.</summary>
    public static LicenceCatalogue Shipped => Once.Value;

    /// <summary>Every licence of the seed.</summary>
    public ImmutableArray<Licence> Licences { get; }

    /// <summary>Which targets they are taken to cover.</summary>
    public ImmutableArray<LicenceCover> Covers { get; }

    /// <summary>How many there were, oldest first.</summary>
    public ImmutableArray<LicenceCount> Counts { get; }

    private static ImmutableArray<T> Read<T>(string resource, JsonTypeInfo<T> type)
    {
        using var reader = new StreamReader(typeof(LicenceCatalogue).Assembly.GetManifestResourceStream(resource)!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize(line, type)!)];
    }
}
