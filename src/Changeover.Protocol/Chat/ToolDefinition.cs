using System.Text.Json;

namespace Changeover.Protocol.Chat;

/// <summary>A function that the model may call.</summary>
/// <param name="Name">Unique in the request.</param>
/// <param name="Description">What it does; null = not said.</param>
/// <param name="Parameters">JSON Schema of the arguments; null = none.</param>
/// <param name="Strict">Arguments must follow the schema exactly.</param>
public sealed record ToolDefinition(string Name, string? Description, JsonElement? Parameters, bool Strict);
