using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Answers;

/// <summary>A function that the model may call.</summary>
internal sealed record Tool(string Name, JsonNode? Parameters);
