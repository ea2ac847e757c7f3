using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Changeover.Gateway.Snapshot;

namespace Changeover.Access;

/// <summary>The rules and lists of countries that are shipped, from <c>catalogue/access-rules</c>.</summary>
internal sealed class AccessCatalogue
{
    private const string Folder = "access-rules/";
    private const string SetsFile = Folder + "country-sets.json";

    private static readonly Lazy<AccessCatalogue> Once = new(() => new AccessCatalogue());

    private AccessCatalogue()
    {
        Sets = [.. Read(SetsFile, AccessJson.Default.IReadOnlyListCountrySet)];
        Rules = [.. typeof(AccessCatalogue).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name != SetsFile)
            .Order(StringComparer.Ordinal)
            .SelectMany(name => Read(name, AccessJson.Default.IReadOnlyListAccessRuleEntry))];
    }

    /// <summary>What this build ships; read when first asked for.</summary>
    public static AccessCatalogue Shipped => Once.Value;

    /// <summary>Every rule, as written.</summary>
    public ImmutableArray<AccessRuleEntry> Rules { get; }

    /// <summary>Every list of countries.</summary>
    public ImmutableArray<CountrySet> Sets { get; }

    private static IReadOnlyList<T> Read<T>(string resource, JsonTypeInfo<IReadOnlyList<T>> type)
    {
        using var stream = typeof(AccessCatalogue).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize(stream, type)!;
    }
}
