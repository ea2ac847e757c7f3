using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>Rules for the items as a conversation: outputs answer calls, and reasoning comes back as this sandbox made it.</summary>
internal sealed class ConversationRules(Seals seals, ResponseStore store)
{
    /// <param name="items">The whole conversation, kept responses included.</param>
    /// <exception cref="BadRequest">What the API would say.</exception>
    public void Check(IReadOnlyList<JsonObject> items)
    {
        var open = new List<string>();
        foreach (var (index, item) in items.Index())
        {
            switch ((string?)item["type"])
            {
                case "function_call":
                    open.Add((string)item["call_id"]!);
                    CheckReasonOf(item, items.Take(index));
                    break;
                case "function_call_output" when (string)item["call_id"]! is var id && !open.Remove(id):
                    throw new BadRequest($"No tool call found for function call output with call_id {id}.", "input");
                case "reasoning":
                    CheckReasoning(item);
                    if (!Follows(items.ElementAtOrDefault(index + 1)))
                        throw new BadRequest($"Item '{item["id"]}' of type 'reasoning' was provided without its required following item.", "input");
                    break;
            }
        }
        if (open.Count > 0) throw new BadRequest($"No tool output found for function call {open[0]}.", "input");
    }

    /// <summary>The item that a reference names; anything else is itself.</summary>
    /// <exception cref="BadRequest">Nothing with that id was kept.</exception>
    public JsonObject Resolve(JsonObject item)
    {
        if ((string?)item["type"] != "item_reference") return item;
        var id = (string)item["id"]!;
        return store.FindByItem(id)?.Output.First(kept => (string?)kept["id"] == id) ?? throw NotKept(id);
    }

    private void CheckReasoning(JsonObject item)
    {
        if ((string?)item["encrypted_content"] is { } hidden)
        {
            if (seals.Open(hidden) is not null) return;
            var shown = hidden.Length > 8 ? $"{hidden[..4]}...{hidden[^4..]}" : hidden;
            throw new BadRequest($"The encrypted content {shown} could not be verified. Reason: Encrypted content could not be decrypted or parsed.", code: "invalid_encrypted_content");
        }
        var id = (string)item["id"]!;
        if (store.FindByItem(id) is null) throw NotKept(id);
    }

    /// <summary>A kept call that came out of reasoning is not taken back without it.</summary>
    private void CheckReasonOf(JsonObject call, IEnumerable<JsonObject> before)
    {
        if ((string?)call["id"] is not { } id || store.FindByItem(id) is not { } response) return;
        var reason = response.Output.FirstOrDefault(item => (string?)item["type"] == "reasoning");
        if (reason is not null && !before.Any(item => (string?)item["id"] == (string?)reason["id"]))
            throw new BadRequest($"Item '{id}' of type 'function_call' was provided without its required 'reasoning' item: '{reason["id"]}'.", "input");
    }

    private static bool Follows(JsonObject? next) => (string?)next?["type"] is "function_call" or "reasoning" || (string?)next?["role"] == "assistant";

    private static BadRequest NotKept(string id) => new(
        $"Item with id '{id}' not found. Items are not persisted when `store` is set to false. Try again with `store` set to true, or remove this item from your input.", "input", status: 404);
}
