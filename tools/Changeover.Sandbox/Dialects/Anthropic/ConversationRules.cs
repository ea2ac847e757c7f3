using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Rules for the messages as a conversation: who speaks, and which result answers which call.</summary>
internal static class ConversationRules
{
    /// <exception cref="BadRequest">What the API would say.</exception>
    public static void Check(JsonArray messages)
    {
        if (messages.Count == 0) throw new BadRequest("messages: at least one message is required");
        for (var index = 0; index < messages.Count; index++) CheckMessage(Shape.Object(messages[index], $"messages.{index}"), index);
        if (Turn.Role(messages[0]!) != "user") throw new BadRequest("messages: first message must use the \"user\" role");
        CheckEnd(messages[^1]!);

        string[] called = [];
        for (var index = 0; index < messages.Count; index++)
        {
            CheckResults(messages[index]!, index, called);
            called = [.. Turn.Blocks(messages[index]!, "tool_use").Select(block => (string)block["id"]!)];
            if (called.Distinct(StringComparer.Ordinal).Count() < called.Length) throw new BadRequest("messages: `tool_use` ids must be unique");
        }
        if (called.Length > 0) throw Unanswered(messages.Count - 1, called);
    }

    private static void CheckMessage(JsonObject message, int index)
    {
        var path = $"messages.{index}";
        var role = Shape.Text(message, path + ".", "role");
        if (role == "system")
            throw new BadRequest("messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, not \"system\" as an input message role.");
        Shape.OneOf(role, path + ".role", "user", "assistant");
        Shape.Only(message, path + ".", "role", "content");
        if (Shape.Required(message, path + ".", "content") is not JsonArray blocks)
        {
            BlockRules.CheckText(Shape.Text(message, path + ".", "content"));
            return;
        }
        if (blocks.Count == 0) throw new BadRequest($"{path}: all messages must have non-empty content except for the optional final assistant message");
        foreach (var (at, block) in blocks.Index()) BlockRules.Check(block, $"{path}.content.{at}", role);
    }

    private static void CheckEnd(JsonNode last)
    {
        if (Turn.Role(last) != "assistant") return;
        var text = last["content"] is JsonArray blocks ? (string?)blocks[^1]!["text"] : (string?)last["content"];
        if (text is not null && text != text.TrimEnd()) throw new BadRequest("messages: final assistant content cannot end with trailing whitespace");
    }

    /// <summary>The results come first in the message right after the calls, one for each.</summary>
    private static void CheckResults(JsonNode message, int index, string[] called)
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        var blocks = message["content"] as JsonArray ?? [];
        foreach (var (at, block) in blocks.Index())
        {
            if ((string?)block!["type"] != "tool_result") continue;
            var id = (string)block["tool_use_id"]!;
            if (!called.Contains(id, StringComparer.Ordinal))
                throw new BadRequest($"messages.{index}.content.{at}: unexpected `tool_use_id` found in `tool_result` blocks: {id}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
            if (!answered.Add(id))
                throw new BadRequest($"messages.{index}.content.{at}: each tool_use must have a single result. Found multiple `tool_result` blocks with id: {id}");
            // A result behind anything else does not count as one.
            if (at >= answered.Count) answered.Remove(id);
        }
        if (called.Except(answered, StringComparer.Ordinal).ToArray() is { Length: > 0 } open) throw Unanswered(index - 1, open);
    }

    private static BadRequest Unanswered(int index, string[] ids) => new(
        $"messages.{index}: `tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", ids)}. Each `tool_use` block must have a corresponding `tool_result` block in the next message.");
}
