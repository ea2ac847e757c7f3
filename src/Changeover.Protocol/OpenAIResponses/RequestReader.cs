using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>A request: bytes → neutral form.</summary>
public static class RequestReader
{
    /// <summary>Reads a whole body. <c>instructions</c> become a system message in front; what the neutral form has no place for is kept as extensions.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="request">Set when the body is a request.</param>
    /// <param name="fault">Set when it is not. Bad input never throws.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out ChatRequest? request,
        [NotNullWhen(false)] out RequestFault? fault)
    {
        request = RequestBody.Read(body, Read, out fault);
        return request is not null;
    }

    private static ChatRequest Read(JsonFields fields)
    {
        JsonFields? text = fields.Inside("text");
        JsonFields? reasoning = fields.Inside("reasoning");
        JsonFields? streamOptions = fields.Inside("stream_options");
        ToolList tools = ToolReader.Read(fields);
        IncludeList include = IncludeList.Read(fields);
        bool stream = fields.Flag("stream") ?? false;
        int topLogprobs = (int)(fields.Integer("top_logprobs", 0, 20) ?? 0);
        var request = new ChatRequest
        {
            Dialect = Dialect.OpenAIResponses,
            OriginalModel = ReadModel(fields),
            Messages = [.. ReadInstructions(fields), .. ReadInput(fields)],
            Tools = tools.Known,
            ProviderTools = tools.Raw,
            ToolChoice = ToolChoiceReader.Read(fields),
            ParallelToolCalls = fields.Flag("parallel_tool_calls"),
            ResponseFormat = text is null ? null : TextFormat.Read(text),
            Sampling = new SamplingOptions { Temperature = fields.Number("temperature"), TopP = fields.Number("top_p") },
            MaxOutputTokens = (int?)fields.Integer("max_output_tokens", 1, int.MaxValue),
            Logprobs = include.HasLogprobs || topLogprobs > 0,
            TopLogprobs = topLogprobs,
            Stream = stream,
            IncludeUsage = stream,
            ReasoningEffort = reasoning?.Text("effort"),
            ShowReasoning = ReadSummary(reasoning),
            WantsSeals = include.HasSeals,
            User = fields.Text("user"),
        };
        return request with { Extensions = include.AddRest(fields.Rest(("text", text), ("reasoning", reasoning), ("stream_options", streamOptions))) };
    }

    private static string ReadModel(JsonFields fields)
    {
        string model = fields.RequiredText("model");
        if (string.IsNullOrWhiteSpace(model))
        {
            fields.Faults.WrongValue("model", "the name of a model");
        }

        return model;
    }

    private static IEnumerable<ChatMessage> ReadInstructions(JsonFields fields) =>
        fields.Text("instructions") is { } instructions
            ? [new ChatMessage { Role = Role.System, Parts = [new ContentPart.Text(instructions)] }]
            : [];

    private static List<ChatMessage> ReadInput(JsonFields fields)
    {
        switch (fields.Any("input"))
        {
            case { ValueKind: JsonValueKind.String } text:
                return [new ChatMessage { Role = Role.User, Parts = [new ContentPart.Text(text.GetString()!)] }];
            case null:
                if (!MayLackInput(fields))
                {
                    fields.Faults.Missing("input");
                }

                return [];
            default:
                return ItemFolder.Fold(fields.Items("input"), fields.Faults);
        }
    }

    /// <summary>The conversation is somewhere else.</summary>
    private static bool MayLackInput(JsonFields fields)
    {
        ReadOnlySpan<string> others = ["previous_response_id", "prompt", "conversation"];
        bool any = false;
        foreach (string name in others)
        {
            any |= fields.Any(name) is not null;
            fields.GiveBack(name);
        }

        return any;
    }

    /// <summary><c>auto</c> is the plain wish to see the reasoning; other words are kept beside it.</summary>
    private static bool? ReadSummary(JsonFields? reasoning)
    {
        string? summary = reasoning?.Text("summary");
        if (summary is not (null or "auto"))
        {
            reasoning!.GiveBack("summary");
        }

        return summary is null ? null : true;
    }
}
