using System.Text.Json.Nodes;
using Changeover.Sandbox.Dialects.OpenAI;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>OpenAI's Responses API under any prefix, with the rules that the real one enforces.</summary>
/// <param name="state">Keeps the responses, and knows what this sandbox sealed.</param>
internal sealed class ResponsesDialect(SandboxState state) : IDialect
{
    /// <summary>The finish is the end; no further event comes after it.</summary>
    public byte[] Terminal => [];

    public string? FindKey(HttpRequest request) => KeyHeaders.Bearer(request) ?? KeyHeaders.Plain(request, "api-key");

    public Script Answer(Received received)
    {
        var path = received.Exchange.Path;
        return received.Exchange.Method switch
        {
            "POST" when path.EndsWith("/input_tokens", StringComparison.Ordinal) => CreateEndpoint.Count(received, state),
            "POST" => CreateEndpoint.Answer(received, state),
            "DELETE" => StoreEndpoint.Delete(path, state.Responses),
            _ when path.EndsWith("/input_items", StringComparison.Ordinal) => StoreEndpoint.InputItems(path, state.Responses),
            _ => StoreEndpoint.Get(path, state.Responses),
        };
    }

    public ProviderError Words(Trouble trouble, string key) => OpenAIErrors.Words(trouble, key);

    public Script Refuse(ProviderError error) => Script.Json(error.Status, OpenAIErrors.Body(error));

    public Script RegionBlock(string variant) => Script.Json(403, OpenAIErrors.RegionBody(variant));

    public byte[] ErrorEvent(ProviderError error, int sent) => Wire.Event("error", new JsonObject
    {
        ["type"] = "error",
        ["code"] = error.Code,
        ["message"] = error.Message,
        ["param"] = error.Param,
        ["sequence_number"] = sent,
    });
}
