using System.Text.Json.Nodes;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIChat;

/// <summary>Requests as clients write them, every field of the dialect included, in the form that the writer chooses where there are two.</summary>
internal static class RequestGen
{
    private static readonly Gen<string> Text = Gen.OneOf("", "a", "Grüße \"你好\" 🙂\n\\", "<b>&'+</b>", "\u0001");

    private static readonly Gen<string> Raw = Gen.OneOf("1", "null", "12345678901234567890", "{\"a\":[1.50,{\"b\":null}]}", "\"x\"");

    private static readonly Gen<string> Part = Gen.OneOf(
        Text.Select(text => $$$"""{"type":"text","text":{{{Quote(text)}}},"cache_control":{"type":"ephemeral"}}"""),
        Text.Select(text => $$$"""{"type":"image_url","image_url":{"url":{{{Quote(text)}}},"detail":"high","odd":1},"other":2}"""),
        Gen.Const("""{"type":"input_audio","input_audio":{"data":"AA==","format":"mp3"}}"""),
        Gen.Const("""{"type":"file","file":{"file_data":"data:x","filename":"n"}}"""),
        Gen.Const("""{"type":"file","file":{"file_data":"data:application/pdf;base64,JVBERi0=","filename":"n.pdf"}}"""),
        Gen.Const("""{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo=","detail":"low"}}"""),
        Raw.Select(raw => $$"""{"type":"video_url","video_url":{{raw}}}"""));

    private static readonly Gen<string> Content = Gen.OneOf(
        Text.Select(Quote),
        Part.List[1, 3].Select(parts => $"[{string.Join(",", parts)}]"),
        Text.List[2, 3].Select(texts => $"[{string.Join(",", texts.Select(text => $$$"""{"type":"text","text":{{{Quote(text)}}}}"""))}]"));

    private static readonly Gen<string> Call = Text.Select(text => Gen.OneOf(
        $$$"""{"id":"c","type":"function","function":{"arguments":{{{Quote(text)}}},"name":"f"},"extra_content":{"google":["s"]}}""",
        $$$"""{"id":"c","type":"custom","custom":{"name":"f","input":{{{Quote(text)}}},"odd":1}}""")).SelectMany(gen => gen);

    private static readonly Gen<string> Message = Gen.OneOf(
        Gen.Select(Gen.OneOf("system", "developer", "user"), Content).Select((role, content) => $$"""{"role":"{{role}}","content":{{content}},"name":"n"}"""),
        Gen.Select(Content, Raw).Select((content, raw) => $$"""{"role":"assistant","content":{{content}},"reasoning_content":"hm","partial":true,"audio":{{(raw == "null" ? "1" : raw)}}}"""),
        Call.List[1, 2].Select(calls => $$"""{"role":"assistant","content":null,"tool_calls":[{{string.Join(",", calls)}}]}"""),
        Text.Select(text => $$$"""{"role":"assistant","content":null,"function_call":{"arguments":{{{Quote(text)}}},"name":"g"}}"""),
        Text.Select(text => $$"""{"role":"assistant","content":null,"refusal":{{Quote(text)}}}"""),
        Content.Select(content => $$"""{"role":"tool","tool_call_id":"c","content":{{content}}}"""),
        Content.Select(content => $$"""{"role":"function","name":"g","content":{{content}}}"""));

    private static readonly Gen<string> Option = Gen.OneOf(
        Gen.Double[-2, 2].Select(value => $"\"temperature\":{value:R}"),
        Gen.Double[0, 1].Select(value => $"\"top_p\":{value:R}"),
        Gen.OneOf(
            "\"top_k\":40", "\"min_p\":0.05", "\"frequency_penalty\":-2", "\"presence_penalty\":0", "\"repetition_penalty\":1.1", "\"seed\":-9007199254740993",
            "\"logit_bias\":{\"50256\":-100,\"7\":0.5}", "\"stop\":[\"\\n\",\"END\"]", "\"n\":3", "\"logprobs\":true", "\"top_logprobs\":20", "\"stream\":true",
            "\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":false}", "\"max_tokens\":-1", "\"max_completion_tokens\":100",
            "\"reasoning_effort\":\"minimal\"", "\"user\":\"u\"", "\"parallel_tool_calls\":false",
            "\"response_format\":{\"type\":\"text\"}", "\"response_format\":{\"type\":\"json_object\"}",
            "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"description\":\"d\",\"schema\":{\"type\":\"object\",\"x\":1.0},\"strict\":true}}",
            "\"response_format\":{\"type\":\"grammar\",\"grammar\":\"g\"}",
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\"},\"strict\":true,\"odd\":1},\"more\":2},{\"type\":\"custom\",\"custom\":{\"name\":\"c\"}}]",
            "\"functions\":[{\"name\":\"g\",\"parameters\":{},\"odd\":[]}],\"function_call\":{\"name\":\"g\"}",
            "\"functions\":[{\"name\":\"g\"}],\"function_call\":\"none\"",
            "\"tool_choice\":\"required\"", "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}", "\"tool_choice\":{\"type\":\"custom\",\"custom\":{\"name\":\"c\"}}",
            "\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}}"),
        Raw.Select(raw => $"\"metadata\":{raw}"),
        Raw.Select(raw => $"\"x_unknown\":{raw}"));

    /// <summary>JSON text of a request.</summary>
    public static readonly Gen<string> Request = Of(4, 8);

    /// <summary>The same, of so many turns and options at most: in a small one nothing hides behind another loss.</summary>
    public static Gen<string> Of(int most, int mostOptions) =>
        from messages in Message.List[1, most]
        from options in Option.List[0, mostOptions]
        select $$"""{"model":"m","messages":[{{string.Join(",", messages)}}]{{string.Concat(Distinct(options).Select(option => "," + option))}}}""";

    private static IEnumerable<string> Distinct(IEnumerable<string> options) =>
        options.DistinctBy(option => option[..option.IndexOf(':')]);

    private static string TextPart(string text) => """{"type":"text","text":""" + Quote(text) + "}";

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();
}
