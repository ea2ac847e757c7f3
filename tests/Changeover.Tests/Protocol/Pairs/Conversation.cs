using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using CsCheck;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>Conversations that every dialect can carry whole, and what they say as text to compare.</summary>
internal static class Conversation
{
    private static readonly Gen<string> Text = Gen.OneOf("a", "Grüße \"你好\" 🙂\n\\", "<b>&'+</b>");

    private static readonly Gen<string> Arguments = Gen.OneOf("{}", """{"a":1.5}""", """{"a":{"b":["}","\"{",null]}}""");

    private static readonly Gen<ChatMessage[]> Round =
        from asked in Text
        from said in Text
        from arguments in Arguments.List[0, 2]
        from result in Text
        from answer in Text
        select (ChatMessage[])
        [
            Say(Role.User, asked),
            .. arguments.Count == 0 ? [] : Calls(said, arguments, result),
            Say(Role.Assistant, answer),
        ];

    /// <summary>Instructions, rounds with and without calls, a last question.</summary>
    public static readonly Gen<ChatRequest> Request =
        from instructions in Text
        from rounds in Round.List[0, 3]
        from question in Text
        from temperature in Gen.OneOf<double?>(null, 0, 0.5, 1)
        from bound in Gen.Int[1, 5000]
        select new ChatRequest
        {
            OriginalModel = "m",
            Messages = [Say(Role.System, instructions), .. rounds.SelectMany((round, index) => Distinct(round, index)), Say(Role.User, question)],
            Tools = [new ToolDefinition("f", "d", JsonDocument.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}""").RootElement, Strict: false)],
            Sampling = new SamplingOptions { Temperature = temperature },
            MaxOutputTokens = bound,
        };

    /// <summary>What a request says: the same text for the same meaning, whatever the dialect.</summary>
    public static string Of(ChatRequest request) => string.Join("\n",
    [
        .. Turns(request),
        .. request.Tools.Select(tool => $"tool {tool.Name} {tool.Description} {Canonical(tool.Parameters?.GetRawText() ?? "null")}"),
        $"{request.Sampling.Temperature} {request.MaxOutputTokens} {request.ToolChoice} {request.ResponseFormat}",
    ]);

    /// <summary>The same text for the same JSON.</summary>
    public static string Canonical(string json) => JsonNode.Parse(json)!.ToJsonString();

    private static IEnumerable<string> Turns(ChatRequest request)
    {
        var names = new Dictionary<string, int>();
        foreach (ChatMessage message in request.Messages)
        {
            Role role = message.Role == Role.Developer ? Role.System : message.Role;
            int? answers = message.ToolCallId is { } id ? names.GetValueOrDefault(id, -1) : null;
            yield return $"{role} {answers} {message.PlainText}";
            foreach (ToolCall call in message.ToolCalls)
            {
                names[call.Id] = names.Count;
                yield return $"call {call.Name} {Canonical(call.Arguments)}";
            }
        }
    }

    private static ChatMessage[] Calls(string said, List<string> arguments, string result) =>
    [
        Say(Role.Assistant, said) with { ToolCalls = [.. arguments.Select((json, place) => new ToolCall($"call_{place}", "f", json))] },
        .. arguments.Select((_, place) => Say(Role.Tool, result) with { ToolCallId = $"call_{place}" }),
    ];

    private static IEnumerable<ChatMessage> Distinct(ChatMessage[] round, int index) => round.Select(message => message with
    {
        ToolCallId = message.ToolCallId is { } id ? $"{id}_{index}" : null,
        ToolCalls = [.. message.ToolCalls.Select(call => call with { Id = $"{call.Id}_{index}" })],
    });

    private static ChatMessage Say(Role role, string text) => new() { Role = role, Parts = [new ContentPart.Text(text)] };
}
