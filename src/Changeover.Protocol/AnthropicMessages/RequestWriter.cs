using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>A messages request: neutral form → bytes.</summary>
public static class RequestWriter
{
    /// <summary>Writes one JSON object.</summary>
    /// <param name="request">The request.</param>
    /// <param name="requestModel">The model name that the upstream knows.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="losses">Receives what the dialect has no place for.</param>
    public static void Write(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        var to = new BlockOutput(json, request.Dialect == Dialect.AnthropicMessages, losses);
        ThinkingPlan thinking = ThinkingPlan.Of(request, losses);
        json.WriteStartObject();
        json.WriteString("model", requestModel);
        json.WriteNumber("max_tokens", thinking.MaxTokens);
        WritePrompt(to, request, thinking);
        SamplingWriter.Write(to, request, thinking);
        json.WriteOptional("stream", request.Stream ? true : null);
        WriteMetadata(to, request);
        to.WriteOwn(request.Extensions, "metadata", "thinking", "output_config", "tool_choice");
        json.WriteEndObject();
    }

    /// <summary>All that counts as input, in a request for an answer as in one for a count.</summary>
    internal static void WritePrompt(BlockOutput to, ChatRequest request, ThinkingPlan thinking)
    {
        SystemWriter.Write(to, request.Messages);
        TurnWriter.Write(to, request.Messages);
        ToolWriter.Write(to, request);
        thinking.Write(to, request);
        WriteOutputConfig(to, request);
    }

    private static void WriteOutputConfig(BlockOutput to, ChatRequest request)
    {
        var schema = request.ResponseFormat as ResponseFormat.JsonSchema;
        string? effort = to.IsOwn ? request.ReasoningEffort : null;
        if (!to.IsOwn && request is { ReasoningEffort: not null, ReasoningBudget: null })
        {
            to.Losses.Ignored("reasoning_effort", "not every model of the dialect takes an effort");
        }

        if (request.ResponseFormat is ResponseFormat.JsonObject)
        {
            to.Losses.Ignored("response_format", "the dialect has no JSON answers without a schema");
        }

        bool hasMore = to.IsOwn && JsonOutput.HasExtensionsInside(request.Extensions, "output_config");
        if (schema is null && effort is null && !hasMore)
        {
            return;
        }

        to.Json.WriteStartObject("output_config");
        to.Json.WriteOptional("effort", effort);
        if (schema is not null)
        {
            to.Json.WriteStartObject("format");
            to.Json.WriteString("type", "json_schema");
            to.Json.WritePropertyName("schema");
            schema.Schema.WriteTo(to.Json);
            to.Json.WriteEndObject();
        }

        to.WriteOwnInside(request.Extensions, "output_config");
        to.Json.WriteEndObject();
    }

    private static void WriteMetadata(BlockOutput to, ChatRequest request)
    {
        if (request.User is not null || (to.IsOwn && JsonOutput.HasExtensionsInside(request.Extensions, "metadata")))
        {
            to.Json.WriteStartObject("metadata");
            to.Json.WriteOptional("user_id", request.User);
            to.WriteOwnInside(request.Extensions, "metadata");
            to.Json.WriteEndObject();
        }
    }
}
