using System.Text.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>One place of a JSON Schema, with everything that it refers to or is composed of put together.</summary>
internal sealed class SchemaNode
{
    /// <summary>All keywords but those below; what stands nearer wins.</summary>
    public Dictionary<string, JsonElement> Keywords { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonElement> Properties { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    /// <summary>References that were followed on the way here.</summary>
    public HashSet<string> References { get; } = new(StringComparer.Ordinal);

    /// <summary>A reference was not followed: it leads back to itself, or nowhere.</summary>
    public bool IsCut { get; set; }

    /// <summary>Several schemas were to hold at once.</summary>
    public bool IsMerged { get; set; }

    /// <summary>Types that are named, without <c>null</c>.</summary>
    public List<string> Types { get; } = [];

    public bool IsNullable { get; set; }

    /// <summary>What it may be instead, without <c>null</c>; empty = only itself.</summary>
    public List<JsonElement> Variants { get; } = [];

    public string? Text(string keyword) =>
        Keywords.TryGetValue(keyword, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
