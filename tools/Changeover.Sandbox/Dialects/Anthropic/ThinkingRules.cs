using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Rules for extended thinking: what goes with it, and that its blocks come back as this sandbox made them.</summary>
internal static class ThinkingRules
{
    private const int LeastBudget = 1024;
    private const double LeastTopP = 0.95;
    private const string Guide = "Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking";

    /// <summary>The mode of a request: <c>disabled</c> when it says nothing.</summary>
    public static string Mode(JsonObject body) => (string?)body["thinking"]?["type"] ?? "disabled";

    /// <exception cref="BadRequest">What the API would say.</exception>
    public static void Check(JsonObject body, JsonArray messages, Seals seals)
    {
        if (body["thinking"] is { } thinking) CheckMode(Shape.Object(thinking, "thinking"), body);
        if (Mode(body) != "disabled") CheckCompany(body);
        // Blocks of past turns are not used, but their signatures are looked at all the same, with thinking on or off (2025-10).
        foreach (var (index, message) in messages.Index())
            foreach (var (at, block) in (message!["content"] as JsonArray ?? []).Index()) CheckSignature(block!, $"messages.{index}.content.{at}", seals);
        if (Mode(body) == "enabled") CheckStart(messages);
    }

    private static void CheckMode(JsonObject thinking, JsonObject body)
    {
        var type = Shape.Text(thinking, "thinking.", "type");
        Shape.OneOf(type, "thinking.type", "enabled", "disabled", "adaptive");
        Shape.Only(thinking, $"thinking.{type}.", type switch
        {
            "enabled" => ["type", "budget_tokens", "display"],
            "adaptive" => ["type", "display"],
            _ => ["type"],
        });
        if (type != "enabled") return;
        Shape.Required(thinking, "thinking.enabled.", "budget_tokens");
        var budget = Shape.Integer(thinking, "thinking.enabled.", "budget_tokens", LeastBudget);
        if (Shape.Integer(body, "", "max_tokens", 1) <= budget) throw new BadRequest($"`max_tokens` must be greater than `thinking.budget_tokens`. {Guide}");
    }

    private static void CheckCompany(JsonObject body)
    {
        if (Shape.Fraction(body, "temperature") is not (null or 1)) throw new BadRequest($"`temperature` may only be set to 1 when thinking is enabled. {Guide}");
        if (Shape.Fraction(body, "top_p") < LeastTopP) throw new BadRequest($"`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled. {Guide}");
        if (body["top_k"] is not null) throw new BadRequest($"`top_k` must be unset when thinking is enabled. {Guide}");
        if ((string?)body["tool_choice"]?["type"] is "any" or "tool") throw new BadRequest("Thinking may not be enabled when tool_choice forces tool use.");
    }

    private static void CheckSignature(JsonNode block, string path, Seals seals)
    {
        switch ((string?)block["type"])
        {
            case "thinking" when (string)block["signature"]! != seals.Sign((string)block["thinking"]!):
                throw new BadRequest($"{path}: Invalid `signature` in `thinking` block");
            case "redacted_thinking" when seals.Open((string)block["data"]!) is null:
                throw new BadRequest($"{path}: Invalid `data` in `redacted_thinking` block");
        }
    }

    /// <summary>While a call's result is being told, or an answer continued, the last assistant message starts with its thinking.</summary>
    private static void CheckStart(JsonArray messages)
    {
        var last = messages.Count - 1;
        while (last >= 0 && Turn.Role(messages[last]!) != "assistant") last--;
        if (last < 0 || (last < messages.Count - 1 && !messages.Skip(last + 1).Any(message => Turn.Blocks(message!, "tool_result").Any()))) return;
        var first = messages[last]!["content"] is JsonArray blocks ? (string)blocks[0]!["type"]! : "text";
        if (first is "thinking" or "redacted_thinking") return;
        throw new BadRequest($"messages.{last}.content.0.type: Expected `thinking` or `redacted_thinking`, but found `{first}`. "
            + "When `thinking` is enabled, a final `assistant` message must start with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks). "
            + $"We recommend you include thinking blocks from previous turns. To avoid this requirement, disable `thinking`. {Guide}");
    }
}
