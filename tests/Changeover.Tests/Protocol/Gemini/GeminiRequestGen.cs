using System.Text.Json.Nodes;
using CsCheck;

namespace Changeover.Tests.Protocol.Gemini;

/// <summary>Requests as clients write them, every field of the dialect included, in the form that the writer chooses where there are two.</summary>
internal static class GeminiRequestGen
{
    private static readonly Gen<string> Text = Gen.OneOf("a", "Grüße \"你好\" 🙂\n\\", "<b>&'+</b>", "\u0001").Select(Quote);

    private static readonly Gen<string> Raw = Gen.OneOf("1", "12345678901234567890", "{\"a\":[1.50,{\"b\":null}]}", "\"x\"");

    private static readonly Gen<string> Seal = Gen.OneOf("", ",\"thoughtSignature\":\"c2lnbmVk\"");

    private static readonly Gen<string> UserPart = Gen.OneOf(
        Text.Select(text => $$"""{"partMetadata":{"a":1},"text":{{text}}}"""),
        Text.Select(text => $$"""{"text":{{text}}}"""),
        Gen.OneOf(
            """{"inlineData":{"mimeType":"image/png","data":"AA==","odd":1},"mediaResolution":{"level":"MEDIA_RESOLUTION_LOW"}}""",
            """{"inlineData":{"mimeType":"audio/mp3","data":"AA=="}}""",
            """{"inlineData":{"mimeType":"application/pdf","data":"AA==","displayName":"n.pdf"}}""",
            """{"fileData":{"mimeType":"image/png","fileUri":"https://x/y.png"}}""",
            """{"fileData":{"fileUri":"https://x/files/1"},"videoMetadata":{"fps":1}}""",
            """{"somethingNew":{"a":[1.50]}}"""));

    private static readonly Gen<string> Call = Gen.Select(Raw, Seal).Select((raw, seal) => $$$"""{"functionCall":{"id":"c1","name":"f","args":{"x":{{{raw}}}},"willContinue":false}{{{seal}}},"odd":2}""");

    private static readonly Gen<string> ModelTurn = Gen.OneOf(
        Gen.Select(Text, Seal).Select((text, seal) => $$"""{"role":"model","parts":[{"text":{{text}}{{seal}}}]}"""),
        Gen.Select(Text, Text).Select((thought, text) => $$"""{"role":"model","parts":[{"text":{{thought}},"thought":true},{"text":{{text}}}]}"""),
        Gen.Select(Text, Text).Select((thought, text) => $$"""{"role":"model","parts":[{"text":{{text}}},{"text":{{thought}},"thought":true,"thoughtSignature":"c2ln"},{"text":{{text}}}]}"""),
        Gen.Const("""{"role":"model","parts":[{"executableCode":{"language":"PYTHON","code":"1"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}}]}"""));

    private static readonly Gen<string> ToolTurns = Gen.Select(Call, Raw, Text).Select((call, raw, text) =>
        $$"""{"role":"model","parts":[{"text":"t"},{{Sealed(call)}},{{call.Replace("c1", "c2", StringComparison.Ordinal)}}]},"""
        + $$$$"""{"role":"user","parts":[{"functionResponse":{"id":"c1","name":"f","response":{"result":{{{{raw}}}}},"scheduling":"SILENT"}},{"functionResponse":{"id":"c2","name":"f","response":{"output":{{{{text}}}}}}},"""
        + """{"functionResponse":{"id":"c3","name":"f","response":{"error":"no"},"parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="}}]}}]}""");

    private static readonly Gen<string> Turn = Gen.OneOf(
        UserPart.List[1, 3].Select(parts => $$"""{"role":"user","parts":[{{string.Join(",", parts)}}]}"""),
        ModelTurn,
        ToolTurns);

    private static readonly Gen<string> Config = Gen.OneOf(
        Gen.Double[0, 2].Select(value => $"\"temperature\":{value:R}"),
        Gen.OneOf(
            "\"topP\":0.5", "\"topK\":40", "\"candidateCount\":2", "\"maxOutputTokens\":100", "\"stopSequences\":[\"\\n\",\"END\"]", "\"seed\":-7",
            "\"presencePenalty\":-2", "\"frequencyPenalty\":0", "\"responseMimeType\":\"text/plain\"", "\"responseMimeType\":\"application/json\"",
            "\"responseMimeType\":\"application/json\",\"responseSchema\":{\"type\":\"ARRAY\",\"items\":{\"type\":\"STRING\",\"enum\":[\"a\",\"b\"]},\"maxItems\":3}",
            "\"responseMimeType\":\"text/x.enum\",\"responseSchema\":{\"type\":\"STRING\",\"enum\":[\"a\"]}",
            "\"responseLogprobs\":true", "\"logprobs\":5", "\"responseModalities\":[\"TEXT\",\"IMAGE\"]", "\"speechConfig\":{\"a\":1}",
            "\"thinkingConfig\":{\"thinkingBudget\":-1,\"includeThoughts\":true}", "\"thinkingConfig\":{\"thinkingBudget\":2048}", "\"thinkingConfig\":{\"thinkingLevel\":\"low\",\"odd\":1}"));

    private static readonly Gen<string> Option = Gen.OneOf(
        Text.Select(text => $$$"""
            "systemInstruction":{"parts":[{"text":{{{text}}}}]}
            """),
        Config.List[1, 6].Select(fields => $"\"generationConfig\":{{{string.Join(",", Distinct(fields))}}}"),
        Raw.Select(raw => $"\"labels\":{raw}"),
        Gen.OneOf(
            "\"safetySettings\":[{\"category\":\"HARM_CATEGORY_HARASSMENT\",\"threshold\":\"OFF\"}]", "\"cachedContent\":\"cachedContents/1\"",
            """
            "tools":[{"functionDeclarations":[{"name":"f","description":"d","behavior":"BLOCKING","parameters":{"type":"OBJECT","properties":
            {"a":{"type":"STRING","nullable":true,"title":"t"},"b":{"type":"INTEGER","minimum":1},"c":{"anyOf":[{"type":"NUMBER"},{"type":"BOOLEAN"}]}},
            "required":["a"],"propertyOrdering":["b","a","c"]}},{"name":"g"}]},{"googleSearch":{}},{"codeExecution":{"a":1}}]
            """,
            "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]},\"retrievalConfig\":{\"languageCode\":\"de\"}}",
            "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\",\"g\"]}}",
            "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"VALIDATED\",\"allowedFunctionNames\":[\"f\",\"g\"]}}",
            "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"AUTO\"}}", "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"NONE\"}}"));

    /// <summary>JSON text of a request.</summary>
    public static readonly Gen<string> Request = Of(4, 5);

    /// <summary>The same, of so many turns and options at most: in a small one nothing hides behind another loss.</summary>
    public static Gen<string> Of(int most, int mostOptions) =>
        from turns in Turn.List[1, most]
        from options in Option.List[0, mostOptions]
        select $$"""{"contents":[{{string.Join(",", turns)}}]{{string.Concat(Distinct(options).Select(option => "," + option))}}}""";

    /// <summary>The first call of a turn is signed: a writer must not need to help.</summary>
    private static string Sealed(string call) =>
        call.Contains("thoughtSignature", StringComparison.Ordinal) ? call : call.Replace("\"odd\"", "\"thoughtSignature\":\"czE=\",\"odd\"", StringComparison.Ordinal);

    private static IEnumerable<string> Distinct(IEnumerable<string> options) =>
        options.DistinctBy(option => option.Trim()[..option.Trim().IndexOf(':', StringComparison.Ordinal)]);

    private static string Quote(string text) => JsonValue.Create(text)!.ToJsonString();
}
