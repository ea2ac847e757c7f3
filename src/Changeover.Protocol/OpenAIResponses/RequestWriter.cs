using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>A request: neutral form → bytes. What equals a default of the dialect is left out.</summary>
public static class RequestWriter
{
    private const string StreamOptions = "stream_options";

    /// <summary>Writes one JSON object. A request from another dialect is not stored by the provider, which gives its reasoning sealed instead.</summary>
    /// <param name="request">The request.</param>
    /// <param name="requestModel">The model name that the upstream knows.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="losses">Receives what has no place here.</param>
    public static void Write(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses)
    {
        bool isOwn = request.Dialect == Dialect.OpenAIResponses;
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("model", requestModel);
        WriteConversation(json, request, isOwn, losses);
        ToolWriter.WriteTools(json, request);
        if (request.ToolChoice is { } choice)
        {
            json.WritePropertyName("tool_choice");
            ToolWriter.WriteChoice(json, choice);
        }

        json.WriteOptional("parallel_tool_calls", request.ParallelToolCalls);
        WriteText(json, request, isOwn);
        WriteReasoning(json, request, isOwn);
        json.WriteOptional("temperature", request.Sampling.Temperature);
        json.WriteOptional("top_p", request.Sampling.TopP);
        json.WriteOptional("max_output_tokens", (long?)request.MaxOutputTokens);
        json.WriteOptional("top_logprobs", request.TopLogprobs == 0 ? null : (long?)request.TopLogprobs);
        json.WriteOptional("user", request.User);
        json.WriteOptional("stream", request.Stream ? true : null);
        json.WriteOptional("store", isOwn ? null : false);
        WriteInclude(json, request, requestModel, isOwn);
        WriteRest(json, request, isOwn);
        json.WriteEndObject();
        UnknownSampling.Tell(request, losses);
    }

    /// <summary>A system message in front is what <c>instructions</c> are.</summary>
    private static void WriteConversation(Utf8JsonWriter json, ChatRequest request, bool isOwn, LossList losses)
    {
        bool hasInstructions = request.Messages is [{ Role: Role.System, Parts: [ContentPart.Text { Extensions.Count: 0 }], Extensions.Count: 0 }, ..];
        json.WriteOptional("instructions", hasInstructions ? request.Messages[0].PlainText : null);
        if (hasInstructions && request.Messages[0].Name is not null)
        {
            losses.Ignored("messages[0].name", "the dialect has no names of speakers");
        }

        var items = new InputWriter(json, request.Dialect, IsStateless(request, isOwn), losses);
        json.WriteStartArray("input");
        for (int index = hasInstructions ? 1 : 0; index < request.Messages.Count; index++)
        {
            items.Write(request.Messages[index], $"messages[{index}]");
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, ChatRequest request, bool isOwn)
    {
        bool hasRest = isOwn && JsonOutput.HasExtensionsInside(request.Extensions, "text");
        if (request.ResponseFormat is null && !hasRest)
        {
            return;
        }

        json.WriteStartObject("text");
        if (request.ResponseFormat is { } format)
        {
            TextFormat.Write(json, format);
        }

        if (hasRest)
        {
            json.WriteExtensionsInside(request.Extensions, "text");
        }

        json.WriteEndObject();
    }

    private static void WriteReasoning(Utf8JsonWriter json, ChatRequest request, bool isOwn)
    {
        bool hasRest = isOwn && JsonOutput.HasExtensionsInside(request.Extensions, "reasoning");
        bool hasSummary = hasRest && request.Extensions.ContainsKey("reasoning.summary");
        string? summary = request.ShowReasoning is true && !hasSummary ? "auto" : null;
        if (request.ReasoningEffort is null && summary is null && !hasRest)
        {
            return;
        }

        json.WriteStartObject("reasoning");
        json.WriteOptional("effort", request.ReasoningEffort);
        json.WriteOptional("summary", summary);
        if (hasRest)
        {
            json.WriteExtensionsInside(request.Extensions, "reasoning");
        }

        json.WriteEndObject();
    }

    /// <summary>Seals are asked for where the client says so, and where there is reasoning that nobody else keeps: a model without it refuses the word (seen 2026-11).</summary>
    private static void WriteInclude(Utf8JsonWriter json, ChatRequest request, string requestModel, bool isOwn)
    {
        bool wantsSeals = (isOwn ? request.WantsSeals : WantsReasoning(request) || request.Messages.Any(HasSeal))
            || (IsStateless(request, isOwn) && ModelFamily.ReasonsUnasked(requestModel) && request.ReasoningEffort is not "none");
        string? rest = isOwn ? request.Extensions.GetValueOrDefault(IncludeList.Name) : null;
        if (!wantsSeals && !request.Logprobs && rest is null)
        {
            return;
        }

        json.WriteStartArray(IncludeList.Name);
        if (rest is not null)
        {
            using JsonDocument words = JsonDocument.Parse(rest);
            foreach (JsonElement word in words.RootElement.EnumerateArray())
            {
                word.WriteTo(json);
            }
        }

        if (request.Logprobs)
        {
            json.WriteStringValue(IncludeList.Logprobs);
        }

        if (wantsSeals)
        {
            json.WriteStringValue(IncludeList.Seals);
        }

        json.WriteEndArray();
    }

    private static bool IsStateless(ChatRequest request, bool isOwn) => !isOwn || request.Extensions.GetValueOrDefault("store") == "false";

    private static bool WantsReasoning(ChatRequest request) =>
        request.ReasoningEffort is not (null or "none") || request.ShowReasoning is true;

    private static bool HasSeal(ChatMessage message) => message.Parts.Any(part => part.Seal is { Origin: Dialect.OpenAIResponses });

    private static void WriteRest(Utf8JsonWriter json, ChatRequest request, bool isOwn)
    {
        if (!isOwn)
        {
            return;
        }

        if (JsonOutput.HasExtensionsInside(request.Extensions, StreamOptions))
        {
            json.WriteStartObject(StreamOptions);
            json.WriteExtensionsInside(request.Extensions, StreamOptions);
            json.WriteEndObject();
        }

        foreach ((string name, string raw) in request.Extensions)
        {
            if (name != IncludeList.Name && !name.Contains('.', StringComparison.Ordinal))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(raw);
            }
        }
    }
}
