using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Which fields a request may have, and which values go together.</summary>
internal static class RequestRules
{
    private const int MaxBreakpoints = 4;

    private static readonly string[] Fields =
    [
        "model", "messages", "max_tokens", "system", "metadata", "stop_sequences", "stream", "tools", "tool_choice", "thinking", "service_tier", "container", "output_config", "inference_geo", "cache_control",
        "diagnostics", "speed",
    ];

    private static readonly string[] Sampling = ["temperature", "top_k", "top_p"];

    // Known to requests that carry an anthropic-beta header only (2026-11).
    private static readonly string[] BetaFields = ["betas", "compaction", "context_management", "fallbacks", "mcp_servers", "output_format"];

    /// <exception cref="BadRequest">What the API would say.</exception>
    public static void Check(JsonObject body, ApiVersion version, bool counting)
    {
        Shape.Only(body, "", [.. Fields, .. version.HasSampling ? Sampling : [], .. version.IsBeta ? BetaFields : []]);
        Shape.Text(body, "", "model");
        Shape.Required(body, "", "messages");
        if (!counting) Shape.Required(body, "", "max_tokens");
        Shape.Integer(body, "", "max_tokens", 1);
        Shape.Integer(body, "", "top_k", 0);
        Shape.Flag(body, "", "stream");
        CheckSampling(body);
        if (Shape.Texts(body, "stop_sequences").Any(string.IsNullOrWhiteSpace))
            throw new BadRequest("stop_sequences: each stop sequence must contain non-whitespace");
        if (body["metadata"] is { } metadata) Shape.Only(Shape.Object(metadata, "metadata"), "metadata.", "user_id");
        if (Shape.OptionalText(body, "", "service_tier") is { } tier) Shape.OneOf(tier, "service_tier", "auto", "standard_only");
        CheckSystem(body["system"]);
        if (Breakpoints(body) is > MaxBreakpoints and var found)
            throw new BadRequest($"A maximum of {MaxBreakpoints} blocks with cache_control may be provided. Found {found}.");
    }

    private static void CheckSampling(JsonObject body)
    {
        var temperature = Shape.Fraction(body, "temperature");
        var topP = Shape.Fraction(body, "top_p");
        // Every Claude model since Opus 4.1 (2025-08).
        if (temperature is not null && topP is not null && body["model"]!.ToString().StartsWith("claude-", StringComparison.Ordinal))
            throw new BadRequest("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
    }

    private static void CheckSystem(JsonNode? system)
    {
        if (system is null or JsonValue) return;
        foreach (var (index, block) in Shape.Array(system, "system").Index())
        {
            var text = Shape.Object(block, $"system.{index}");
            Shape.OneOf(Shape.Text(text, $"system.{index}.", "type"), $"system.{index}.type", "text");
            Shape.Only(text, $"system.{index}.", "type", "text", "cache_control", "citations");
            if (Shape.Text(text, $"system.{index}.", "text").Length == 0) throw new BadRequest("system: text content blocks must be non-empty");
        }
    }

    /// <summary>Blocks with <c>cache_control</c>; what a tool's schema or a call's input holds is data, not a block.</summary>
    private static int Breakpoints(JsonNode? node) => node switch
    {
        JsonObject block => (block["cache_control"] is JsonObject ? 1 : 0)
            + block.Where(property => property.Key is "system" or "messages" or "tools" or "content").Sum(property => Breakpoints(property.Value)),
        JsonArray blocks => blocks.Sum(Breakpoints),
        _ => 0,
    };
}
