using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>A messages request: bytes → neutral form.</summary>
public static class RequestReader
{
    /// <summary>Reads a whole body. Strict about every field that it understands; the others are kept as extensions.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="request">Set when the body is a request.</param>
    /// <param name="fault">Set when it is not. Bad input never throws.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out ChatRequest? request,
        [NotNullWhen(false)] out RequestFault? fault) =>
        (request = RequestBody.Read(body, fields => Read(fields, needsBound: true), out fault)) is not null;

    /// <param name="fields">The body.</param>
    /// <param name="needsBound">Whether <c>max_tokens</c> must be there: in a request for an answer, not in one for a count.</param>
    internal static ChatRequest Read(JsonFields fields, bool needsBound)
    {
        JsonFields? metadata = fields.Inside("metadata");
        JsonFields? thinking = fields.Inside("thinking");
        JsonFields? outputConfig = fields.Inside("output_config");
        var tools = ToolReader.ReadTools(fields);
        var choice = ToolChoiceReader.Read(fields);
        bool stream = fields.Flag("stream") ?? false;
        var request = new ChatRequest
        {
            Dialect = Dialect.AnthropicMessages,
            OriginalModel = ReadModel(fields),
            Messages = [.. ReadSystem(fields), .. ReadMessages(fields)],
            Tools = tools.Known,
            ProviderTools = tools.Raw,
            ToolChoice = choice.Choice,
            ParallelToolCalls = choice.Parallel,
            ResponseFormat = ReadFormat(outputConfig),
            Sampling = new SamplingOptions
            {
                Temperature = fields.Number("temperature"),
                TopP = fields.Number("top_p"),
                TopK = (int?)fields.Integer("top_k", int.MinValue, int.MaxValue),
                Stop = ReadStop(fields),
            },
            MaxOutputTokens = ReadBound(fields, needsBound),
            Stream = stream,
            IncludeUsage = stream,
            ReasoningEffort = outputConfig?.Text("effort"),
            ReasoningBudget = ReadBudget(thinking),
            ShowReasoning = ReadDisplay(thinking),
            User = metadata?.Text("user_id"),
        };
        return request with
        {
            Extensions = fields.Rest(("metadata", metadata), ("thinking", thinking), ("output_config", outputConfig), ("tool_choice", choice.Fields)),
        };
    }

    private static string ReadModel(JsonFields fields)
    {
        string model = fields.RequiredText("model");
        if (model.Length == 0)
        {
            fields.Faults.WrongValue("model", "a string that is not empty");
        }

        return model;
    }

    private static List<ChatMessage> ReadSystem(JsonFields fields)
    {
        List<ContentPart> parts = BlockReader.ReadContent(fields, "system");
        return parts.Count == 0 ? [] : [new ChatMessage { Role = Role.System, Parts = parts }];
    }

    private static List<ChatMessage> ReadMessages(JsonFields fields)
    {
        List<ChatMessage> messages = [.. fields.Items("messages").SelectMany(item => TurnReader.Read(item.Element, item.Path, fields.Faults))];
        if (fields.Any("messages") is null)
        {
            fields.Faults.Missing("messages");
        }
        else if (messages.Count == 0)
        {
            fields.Faults.WrongValue("messages", "an array of at least one message");
        }

        return messages;
    }

    private static int? ReadBound(JsonFields fields, bool isNeeded)
    {
        if (isNeeded && fields.Any("max_tokens") is null)
        {
            fields.Faults.Missing("max_tokens");
        }

        return (int?)fields.Integer("max_tokens", 0, int.MaxValue);
    }

    private static List<string> ReadStop(JsonFields fields)
    {
        var stops = new List<string>();
        foreach ((JsonElement item, string path) in fields.Items("stop_sequences"))
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

    /// <summary>Other words than the two (<c>adaptive</c>) leave it to the model, which is what null says; the word itself stays an extension.</summary>
    private static int? ReadBudget(JsonFields? thinking)
    {
        switch (thinking?.RequiredText("type"))
        {
            case "disabled":
                return 0;
            case "enabled":
                if (thinking.Any("budget_tokens") is null)
                {
                    thinking.Faults.Missing(thinking.PathOf("budget_tokens"));
                }

                return (int?)thinking.Integer("budget_tokens", 1, int.MaxValue);
            default:
                thinking?.GiveBack("type");
                return null;
        }
    }

    private static bool? ReadDisplay(JsonFields? thinking)
    {
        switch (thinking?.Text("display"))
        {
            case "summarized":
                return true;
            case "omitted":
                return false;
            default:
                thinking?.GiveBack("display");
                return null;
        }
    }

    /// <summary>The dialect's formats have no name; other dialects need one.</summary>
    private static ResponseFormat.JsonSchema? ReadFormat(JsonFields? outputConfig)
    {
        if (outputConfig?.Inside("format") is not { } format)
        {
            return null;
        }

        if (format.Text("type") == "json_schema" && format.Any("schema") is { } schema && format.Rest().Count == 0)
        {
            return new ResponseFormat.JsonSchema("response", schema.Clone(), Strict: true);
        }

        outputConfig.GiveBack("format");
        return null;
    }
}
