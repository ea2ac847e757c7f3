using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>A chat request: bytes → neutral form.</summary>
public static class RequestReader
{
    /// <summary>Reads a whole body. As strict as <see cref="RequestOutline"/>, and about every field that it understands; the others are kept as extensions.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="request">Set when the body is a request.</param>
    /// <param name="fault">Set when it is not. Bad input never throws.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out ChatRequest? request,
        [NotNullWhen(false)] out RequestFault? fault)
    {
        request = null;
        if (!RequestOutline.TryRead(body.Span, RequestKind.Chat, out _, out fault))
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            var faults = new FaultSink();
            request = Read(new JsonFields(document.RootElement, "", faults));
            fault = faults.First;
        }
        catch (InvalidOperationException)
        {
            fault = new RequestFault(RequestFaultCode.InvalidJson, "The request body has half of a surrogate pair in a string.", null);
        }

        request = fault is null ? request : null;
        return request is not null;
    }

    private static ChatRequest Read(JsonFields fields)
    {
        JsonFields? streamOptions = fields.Inside("stream_options");
        ToolList tools = ToolReader.ReadTools(fields);
        var request = new ChatRequest
        {
            OriginalModel = fields.RequiredText("model"),
            Messages = [.. fields.Items("messages").Select(item => MessageReader.Read(item.Element, item.Path, fields.Faults))],
            Tools = tools.Known,
            ProviderTools = tools.Raw,
            ToolChoice = ToolChoiceReader.Read(fields, tools),
            ParallelToolCalls = fields.Flag("parallel_tool_calls"),
            ResponseFormat = ResponseFormatReader.Read(fields),
            Sampling = ReadSampling(fields),
            MaxOutputTokens = ReadBound(fields, out bool saysMaxTokens),
            SaysMaxTokens = saysMaxTokens,
            N = (int)(fields.Integer("n", 1, int.MaxValue) ?? 1),
            Logprobs = fields.Flag("logprobs") ?? false,
            TopLogprobs = (int)(fields.Integer("top_logprobs", 0, int.MaxValue) ?? 0),
            Stream = fields.Flag("stream") ?? false,
            IncludeUsage = streamOptions?.Flag("include_usage") ?? false,
            ReasoningEffort = fields.Text("reasoning_effort"),
            User = fields.Text("user"),
        };
        return request with { Extensions = fields.Rest(("stream_options", streamOptions)) };
    }

    private static SamplingOptions ReadSampling(JsonFields fields) => new()
    {
        Temperature = fields.Number("temperature"),
        TopP = fields.Number("top_p"),
        TopK = (int?)fields.Integer("top_k", int.MinValue, int.MaxValue),
        MinP = fields.Number("min_p"),
        FrequencyPenalty = fields.Number("frequency_penalty"),
        PresencePenalty = fields.Number("presence_penalty"),
        RepetitionPenalty = fields.Number("repetition_penalty"),
        LogitBias = ReadLogitBias(fields),
        Seed = fields.Integer("seed", long.MinValue, long.MaxValue),
        Stop = ReadStop(fields),
    };

    /// <summary>The newer word wins. An older one beside it, or a negative one (some servers' "no bound"), stays as it is.</summary>
    private static int? ReadBound(JsonFields fields, out bool saysMaxTokens)
    {
        int? newer = ReadBound(fields, "max_completion_tokens");
        int? older = ReadBound(fields, "max_tokens");
        saysMaxTokens = newer is null && older is not null;
        if (newer is not null)
        {
            fields.GiveBack("max_tokens");
        }

        return newer ?? older;
    }

    private static int? ReadBound(JsonFields fields, string name)
    {
        int? bound = (int?)fields.Integer(name, int.MinValue, int.MaxValue);
        if (bound is < 0)
        {
            fields.GiveBack(name);
            return null;
        }

        return bound;
    }

    private static List<string> ReadStop(JsonFields fields)
    {
        if (fields.Any("stop") is { ValueKind: JsonValueKind.String } one)
        {
            return [one.GetString()!];
        }

        var stops = new List<string>();
        foreach ((JsonElement item, string path) in fields.Items("stop"))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                stops.Add(item.GetString()!);
            }
            else
            {
                fields.Faults.WrongType(path, "a string");
            }
        }

        return stops;
    }

    private static Dictionary<int, double> ReadLogitBias(JsonFields fields)
    {
        var biases = new Dictionary<int, double>();
        if (fields.Inside("logit_bias") is not { } bias)
        {
            return biases;
        }

        foreach (string name in bias.Names())
        {
            if (!int.TryParse(name, out int token))
            {
                fields.Faults.WrongValue(bias.PathOf(name), "named by a token id");
            }
            else if (bias.Number(name) is { } value)
            {
                biases[token] = value;
            }
        }

        return biases;
    }
}
