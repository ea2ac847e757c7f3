using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Answers;

/// <summary>What a request asks, whatever its dialect.</summary>
internal sealed record Question
{
    public required string Model { get; init; }

    /// <summary>The last user message's text.</summary>
    public required string Text { get; init; }

    /// <summary>Tokens of everything that was sent.</summary>
    public required int PromptTokens { get; init; }

    public IReadOnlyList<Tool> Tools { get; init; } = [];

    /// <summary>The request leaves the model the choice to call a tool, or demands it.</summary>
    public bool CallsTool { get; init; }

    /// <summary>The tool the request names; null = any.</summary>
    public string? ToolName { get; init; }

    /// <summary>At most one tool may be called at a time.</summary>
    public bool OneCallOnly { get; init; }

    /// <summary>The answer must be JSON.</summary>
    public bool WantsJson { get; init; }

    /// <summary>The JSON Schema of the answer; null = any object.</summary>
    public JsonNode? Schema { get; init; }

    /// <summary>Words of reasoning before the answer.</summary>
    public int ReasoningWords { get; init; }

    public int? MaxTokens { get; init; }
    public IReadOnlyList<string> Stops { get; init; } = [];
    public int Choices { get; init; } = 1;
    public int Seed { get; init; }
}
