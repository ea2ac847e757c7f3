using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>A response that was kept.</summary>
/// <param name="Body">The response object.</param>
/// <param name="Conversation">Everything that was said before and in the request, as input items, oldest first.</param>
internal sealed record StoredResponse(JsonObject Body, IReadOnlyList<JsonObject> Conversation)
{
    public IEnumerable<JsonObject> Output => Body["output"]!.AsArray().Select(item => item!.AsObject());
}
