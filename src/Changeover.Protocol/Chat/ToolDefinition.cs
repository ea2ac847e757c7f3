using System.Collections.ObjectModel;
using System.Text.Json;

namespace Changeover.Protocol.Chat;

/// <summary>A function that the model may call.</summary>
/// <param name="Name">Unique in the request.</param>
/// <param name="Description">What it does; null = not said.</param>
/// <param name="Parameters">JSON Schema of the arguments; null = none.</param>
/// <param name="Strict">Arguments must follow the schema exactly.</param>
public sealed record ToolDefinition(string Name, string? Description, JsonElement? Parameters, bool Strict)
{
    /// <summary>It came in the legacy <c>functions</c> list, and calls of it are written as <c>function_call</c>.</summary>
    public bool IsLegacyFunction { get; init; }

    /// <summary>The client said that <see cref="Strict"/> is false, in a dialect whose default is true (OpenAI Responses).</summary>
    public bool SaysNotStrict { get; init; }

    /// <summary>Fields the neutral form has no place for: name → raw JSON; those inside <c>function</c> have that word and a dot before their name.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
