using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>The Response object around its output: what it is in front, what was asked for behind. Every field that the SDKs look for is there.</summary>
internal sealed class ResponseWriter(ChatRequest request, ResponseOptions options)
{
    private const string Prefix = "resp_";

    private static readonly string[] Echoed = ["max_tool_calls", "prompt", "prompt_cache_key", "prompt_cache_retention", "safety_identifier", "service_tier"];

    /// <summary>The response's id.</summary>
    public string Id { get; private set; } = options.Id ?? Prefix + "0";

    private long _created;
    private string _model = "";

    /// <summary>Takes what the provider says of its answer.</summary>
    public void Begin(string id, string model, long created)
    {
        Id = options.Id ?? (id.StartsWith(Prefix, StringComparison.Ordinal) ? id : Prefix + (id.Length > 0 ? id : "0"));
        _model = model;
        _created = created;
    }

    /// <summary>An id for one of the items: unique among all responses, as the response's own is.</summary>
    public string ItemId(string prefix, int index) =>
        $"{prefix}_{(Id.StartsWith(Prefix, StringComparison.Ordinal) ? Id.AsSpan(Prefix.Length) : Id)}_{index}";

    /// <summary>The object up to where the value of <c>output</c> comes.</summary>
    public void Open(Utf8JsonWriter json, ResponseStatus status, ClientError? error = null)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("object", "response");
        json.WriteNumber("created_at", _created);
        json.WriteString("status", status.Word);
        json.WriteBoolean("background", false);
        WriteError(json, error);
        WriteIncomplete(json, status);
        json.WriteString("model", _model);
        json.WritePropertyName("output");
    }

    /// <summary>What comes behind the output.</summary>
    public void Close(Utf8JsonWriter json, TokenUsage? usage)
    {
        WriteUsage(json, usage);
        json.WriteString("instructions", request.Messages is [{ Role: Role.System } first, ..] ? first.PlainText : null);
        json.WritePropertyName("tools");
        ToolWriter.WriteList(json, request, isEcho: true);
        WriteChoice(json);
        json.WriteBoolean("parallel_tool_calls", request.ParallelToolCalls ?? true);
        WriteText(json);
        json.WriteStartObject("reasoning");
        json.WriteString("effort", request.ReasoningEffort);
        WriteExtension(json, "reasoning.summary", "summary", request.ShowReasoning is true ? "\"auto\"" : "null");
        json.WriteEndObject();
        WriteNumber(json, "temperature", request.Sampling.Temperature);
        WriteNumber(json, "top_p", request.Sampling.TopP);
        WriteNumber(json, "max_output_tokens", request.MaxOutputTokens);
        json.WriteNumber("top_logprobs", request.TopLogprobs);
        json.WritePropertyName("previous_response_id");
        json.WriteStringValue(options.PreviousResponseId ?? PreviousId());
        WriteExtension(json, "store", "store", "true");
        WriteExtension(json, "truncation", "truncation", "\"disabled\"");
        WriteExtension(json, "metadata", "metadata", "{}");
        json.WriteString("user", request.User);
        foreach (string name in Echoed)
        {
            WriteExtension(json, name, name, null);
        }

        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, ClientError? error)
    {
        if (error is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("code", error.Code ?? error.Type);
        json.WriteString("message", error.Message);
        json.WriteEndObject();
    }

    private static void WriteIncomplete(Utf8JsonWriter json, ResponseStatus status)
    {
        if (status.IncompleteReason is not { } reason)
        {
            json.WriteNull("incomplete_details");
            return;
        }

        json.WriteStartObject("incomplete_details");
        json.WriteString("reason", reason);
        json.WriteEndObject();
    }

    /// <summary>The dialect wants a number for each of these: a part that was not reported is written as 0 here, and only here.</summary>
    private static void WriteUsage(Utf8JsonWriter json, TokenUsage? usage)
    {
        if (usage is null)
        {
            json.WriteNull("usage");
            return;
        }

        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.Input ?? 0);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", usage.CachedInput ?? 0);
        json.WriteOptional("cache_write_tokens", usage.CacheWrite);
        json.WriteOptional("audio_tokens", usage.AudioInput);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", usage.Output ?? 0);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.Reasoning ?? 0);
        json.WriteOptional("audio_tokens", usage.AudioOutput);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", (usage.Input ?? 0) + (usage.Output ?? 0));
        json.WriteEndObject();
    }

    private void WriteChoice(Utf8JsonWriter json)
    {
        if (request.ToolChoice is { } choice)
        {
            json.WritePropertyName("tool_choice");
            ToolWriter.WriteChoice(json, choice);
        }
        else
        {
            WriteExtension(json, "tool_choice", "tool_choice", "\"auto\"");
        }
    }

    private void WriteText(Utf8JsonWriter json)
    {
        json.WriteStartObject("text");
        TextFormat.Write(json, request.ResponseFormat ?? new ResponseFormat.Text());
        WriteExtension(json, "text.verbosity", "verbosity", null);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>What the client said, else the default; nothing when that is null.</summary>
    private void WriteExtension(Utf8JsonWriter json, string key, string name, string? byDefault)
    {
        if ((request.Extensions.GetValueOrDefault(key) ?? byDefault) is { } raw)
        {
            json.WritePropertyName(name);
            json.WriteOneLine(raw);
        }
    }

    private string? PreviousId() =>
        request.Extensions.GetValueOrDefault("previous_response_id") is { } raw && raw.StartsWith('"') ? raw.Trim('"') : null;
}
