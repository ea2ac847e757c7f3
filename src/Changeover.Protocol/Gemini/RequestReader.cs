using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>A <c>generateContent</c> request: bytes → neutral form.</summary>
internal static class RequestReader
{
    private const string ModelPrefix = "models/";

    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        RequestAddress address,
        [NotNullWhen(true)] out ChatRequest? request,
        [NotNullWhen(false)] out RequestFault? fault)
    {
        request = RequestBody.Read(body, fields => Read(fields, address), out fault, takesSnakeCase: true);
        return request is not null;
    }

    /// <summary>The model's name without the collection that it stands in.</summary>
    public static string ModelName(string name) => name.StartsWith(ModelPrefix, StringComparison.Ordinal) ? name[ModelPrefix.Length..] : name;

    public static ChatRequest Read(JsonFields fields, RequestAddress address)
    {
        RequireContents(fields);
        string? said = fields.Text("model");
        string model = address.Model ?? said ?? fields.RequiredText("model");
        bool stream = address.Stream ?? false;
        ToolList tools = ToolReader.ReadTools(fields);
        JsonFields? toolConfig = fields.Inside("toolConfig");
        JsonFields? calling = toolConfig?.Inside("functionCallingConfig");
        JsonFields? config = fields.Inside("generationConfig");
        var request = new ChatRequest
        {
            Dialect = Dialect.Gemini,
            Variant = address.Variant,
            OriginalModel = ModelName(model),
            Messages = [.. ReadMessages(fields)],
            Tools = tools.Known,
            ProviderTools = tools.Raw,
            ToolChoice = ToolReader.ReadChoice(toolConfig, calling),
            Stream = stream,
            IncludeUsage = stream,
        };
        return GenerationConfigReader.Read(request, config, out JsonFields? thinking) with
        {
            Extensions = fields.Rest(
                ("generationConfig", config),
                ("generationConfig.thinkingConfig", thinking),
                ("toolConfig", toolConfig),
                ("toolConfig.functionCallingConfig", calling)),
        };
    }

    private static void RequireContents(JsonFields fields)
    {
        if (fields.Any("contents") is null)
        {
            fields.Faults.Missing("contents");
        }
        else if (!fields.Items("contents").Any())
        {
            fields.Faults.WrongValue("contents", "a list of at least one content");
        }
    }

    private static IEnumerable<ChatMessage> ReadMessages(JsonFields fields)
    {
        IEnumerable<ChatMessage> messages = ContentReader.ReadAll(fields);
        return ContentReader.ReadInstruction(fields) is { } instruction ? messages.Prepend(instruction) : messages;
    }
}
