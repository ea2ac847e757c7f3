using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>POST …:countTokens: of turns alone, or of a whole request.</summary>
internal sealed class CountEndpoint(GenerateReader reader, ContentRules rules)
{
    public Script Answer(Received received)
    {
        var model = ModelEndpoint.Asked(received, "countTokens");
        var body = ProtoReader.Read(received.Exchange.Json, "CountTokensRequest");
        var request = body["generateContentRequest"] as JsonObject;
        if (request is not null && body["contents"] is not null)
            throw GeminiErrors.Invalid("* CountTokensRequest: contents and generate_content_request are mutually exclusive.\n");

        if (request is null) rules.Check(body["contents"] as JsonArray, "CountTokensRequest.contents", model);
        var tokens = request is null ? GenerateReader.CountTurns(body["contents"]) : reader.Read(request, model).PromptTokens;
        return Script.Json(200, new JsonObject { ["totalTokens"] = tokens, ["promptTokensDetails"] = GeminiUsage.ByModality(tokens) });
    }
}
