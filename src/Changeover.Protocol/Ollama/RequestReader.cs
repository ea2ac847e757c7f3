using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Ollama;

/// <summary>A request: bytes → neutral form. It streams unless it says otherwise.</summary>
internal static class RequestReader
{
    private const string FormatName = "response"; // Ollama's formats have no name, others' must

    public static ChatRequest Read(JsonFields fields, string? variant)
    {
        bool stream = fields.Flag("stream") ?? true;
        JsonFields? options = fields.Inside("options");
        var request = new ChatRequest
        {
            Dialect = Dialect.Ollama,
            Variant = variant,
            OriginalModel = fields.RequiredText("model"),
            Messages = [.. variant == OllamaDialect.GenerateVariant ? MessageReader.ReadPrompt(fields) : MessageReader.ReadAll(fields)],
            Stream = stream,
            IncludeUsage = stream,
            Logprobs = fields.Flag("logprobs") ?? false,
            TopLogprobs = (int)(fields.Integer("top_logprobs", 0, 20) ?? 0),
            ResponseFormat = ReadFormat(fields),
        };
        request = OptionsReader.Read(ReadThink(request, fields), options);
        ToolReader.ReadTools(fields, out IReadOnlyList<ToolDefinition> known, out IReadOnlyList<string> raw);
        return request with { Tools = known, ProviderTools = raw, Extensions = fields.Rest(("options", options)) };
    }

    /// <summary><c>json</c>, a schema, or the empty string that some clients send for neither.</summary>
    private static ResponseFormat? ReadFormat(JsonFields fields)
    {
        switch (fields.Any("format"))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.Object } schema:
                return new ResponseFormat.JsonSchema(FormatName, schema.Clone(), Strict: false);
            case { ValueKind: JsonValueKind.String } word when word.ValueEquals("json"):
                return new ResponseFormat.JsonObject();
            case { ValueKind: JsonValueKind.String } word when word.ValueEquals(""):
                return null;
            default:
                fields.Faults.WrongValue("format", "\"json\" or a JSON Schema");
                return null;
        }
    }

    /// <summary>A flag, or the effort as a word.</summary>
    private static ChatRequest ReadThink(ChatRequest request, JsonFields fields)
    {
        switch (fields.Any("think"))
        {
            case null:
                return request;
            case { ValueKind: JsonValueKind.True }:
                return request with { ShowReasoning = true };
            case { ValueKind: JsonValueKind.False }:
                return request with { ShowReasoning = false, ReasoningEffort = "none" };
            case { ValueKind: JsonValueKind.String } effort:
                return request with { ShowReasoning = true, ReasoningEffort = effort.GetString() };
            default:
                fields.Faults.WrongType("think", "a boolean or a string");
                return request;
        }
    }
}
