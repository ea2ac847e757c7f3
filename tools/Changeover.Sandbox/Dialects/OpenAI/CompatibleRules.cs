using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>The rules of providers that speak OpenAI's dialect and are not OpenAI.</summary>
internal sealed class CompatibleRules(ProviderRules rules, Seals seals)
{
    /// <exception cref="BadRequest">What the provider would say.</exception>
    public void Check(JsonObject body, JsonArray messages)
    {
        switch (rules)
        {
            case ProviderRules.DeepSeek:
                if (messages.Index().FirstOrDefault(message => (string?)message.Item!["role"] == "developer") is { Item: not null } developer)
                    throw new BadRequest($"Failed to deserialize the JSON body into the target type: messages[{developer.Index}].role: unknown variant `developer`, expected one of `system`, `user`, `assistant`, `tool`", status: 422, code: "invalid_request_error");
                if (messages.Index().FirstOrDefault(message => HasPicture(message.Item!)) is { Item: not null } seen)
                    throw new BadRequest($"Failed to deserialize the JSON body into the target type: messages[{seen.Index}]: unknown variant `image_url`, expected `text`", code: "invalid_request_error");
                if ((string?)body["response_format"]?["type"] == "json_schema")
                    throw new BadRequest("This response_format type is unavailable now", code: "invalid_request_error");
                if (WithoutReasoning(body, messages) is not null)
                    throw new BadRequest("The `reasoning_content` in the thinking mode must be passed back to the API.", code: "invalid_request_error");
                break;
            case ProviderRules.Moonshot when WithoutReasoning(body, messages) is { } index:
                throw new BadRequest($"thinking is enabled but reasoning_content is missing in assistant tool call message at index {index}");
            case ProviderRules.Hunyuan when messages.Index().FirstOrDefault(message => message.Item!["reasoning_content"] is not null) is { Item: not null } sent:
                throw new BadRequest($"messages[{sent.Index}]: reasoning_content must not be sent back");
        }
    }

    private static bool HasPicture(JsonNode message) => message["content"] is JsonArray parts && parts.Any(part => (string?)part!["type"] == "image_url");

    /// <summary>
    /// The first message of the running tool loop that calls a tool without the reasoning before it. What this sandbox reasoned
    /// must come back as it was; where thinking is asked for, calls of other origin need the field, and it may be empty.
    /// </summary>
    private int? WithoutReasoning(JsonObject body, JsonArray messages)
    {
        var thinking = (string?)body["thinking"]?["type"];
        if (thinking == "disabled") return null;
        var asked = thinking == "enabled" || Effort.Words(body.Text("reasoning_effort")) > 0;
        for (var index = messages.Count - 1; index >= 0 && (string?)messages[index]!["role"] != "user"; index--)
        {
            if (messages[index]!["tool_calls"] is not JsonArray { Count: > 0 } calls) continue;
            var reasoning = (string?)messages[index]!["reasoning_content"];
            var mark = Heading.ReasonMark((string)calls[0]!["id"]!);
            if (mark is null || !seals.IsOwn(mark) ? asked && reasoning is null : reasoning is null || seals.OwnMark(reasoning) != mark) return index;
        }
        return null;
    }
}
