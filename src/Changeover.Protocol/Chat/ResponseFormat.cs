using System.Text.Json;

namespace Changeover.Protocol.Chat;

/// <summary>The shape that the answer's text must have.</summary>
public abstract record ResponseFormat
{
    private ResponseFormat()
    {
    }

    /// <summary>Free text, said explicitly.</summary>
    public sealed record Text : ResponseFormat;

    /// <summary>Any JSON object.</summary>
    public sealed record JsonObject : ResponseFormat;

    /// <summary>JSON that follows <paramref name="Schema"/>; <paramref name="Strict"/> = exactly.</summary>
    public sealed record JsonSchema(string Name, JsonElement Schema, bool Strict) : ResponseFormat
    {
        /// <summary>What the format is for; null = not said.</summary>
        public string? Description { get; init; }
    }
}
