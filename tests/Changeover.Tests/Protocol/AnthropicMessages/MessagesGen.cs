using System.Text.Json.Nodes;
using CsCheck;

namespace Changeover.Tests.Protocol.AnthropicMessages;

/// <summary>Requests as clients write them, every field of the dialect included, in the form that the writer chooses where there are two.</summary>
internal static class MessagesGen
{
    private static readonly Gen<string> Text = Gen.OneOf("a", "Grüße \"你好\" 🙂\n\\", "<b>&'+</b>", "\u0001");

    private static readonly Gen<string> Raw = Gen.OneOf("1", "null", "12345678901234567890", "{\"a\":[1.50,{\"b\":null}]}", "\"x\"");

    private static readonly Gen<string> Block = Gen.OneOf(
        Text.Select(text => $$$"""{"type":"text","text":{{{Quote(text)}}},"cache_control":{"type":"ephemeral","ttl":"1h"}}"""),
        Gen.Const("""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}"""),
        Gen.Const("""{"type":"image","source":{"type":"url","url":"https://example.org/a.png","odd":1},"cache_control":{"type":"ephemeral"}}"""),
        Gen.Const("""{"type":"image","source":{"type":"file","file_id":"file_1"}}"""),
        Gen.Const("""{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0="},"title":"t","context":"c","citations":{"enabled":true}}"""),
        Text.Select(text => $$$"""{"type":"document","source":{"type":"text","media_type":"text/plain","data":{{{Quote(text)}}}}}"""),
        Gen.Const("""{"type":"document","source":{"type":"url","url":"https://example.org/a.pdf"}}"""),
        Gen.Const("""{"type":"document","source":{"type":"file","file_id":"file_2"},"title":"t"}"""),
        Raw.Select(raw => $$$"""{"type":"document","source":{"type":"content","content":{{{raw}}}}}"""),
        Raw.Select(raw => $$"""{"type":"search_result","source":"s","content":{{raw}}}"""));

    private static readonly Gen<string> Content = Gen.OneOf(
        Text.Select(Quote),
        Block.List[1, 3].Select(List),
        Text.List[2, 3].Select(texts => List(texts.Select(TextBlock))));

    private static readonly Gen<string> Result = Gen.Select(Content, Gen.Bool, Gen.Bool).Select((content, isError, isCached) =>
        $$$"""{"type":"tool_result","tool_use_id":"toolu_1","content":{{{content}}}{{{(isError ? ",\"is_error\":true" : "")}}}{{{(isCached ? ",\"cache_control\":{\"type\":\"ephemeral\"}" : "")}}}}""");

    private static readonly Gen<string> Thought = Gen.OneOf(
        Text.Select(text => $$$"""{"type":"thinking","thinking":{{{Quote(text)}}},"signature":"EqRk/+="}"""),
        Gen.Const("""{"type":"redacted_thinking","data":"Emwk.Bx=="}"""));

    private static readonly Gen<string> Call = Raw.Select(raw =>
        $$$"""{"type":"tool_use","id":"toolu_1","name":"f","input":{"x":{{{raw}}}},"cache_control":{"type":"ephemeral"},"caller":{"type":"direct"}}""");

    private static readonly Gen<string> Turn = Gen.OneOf(
        Content.Select(content => $$"""{"role":"user","content":{{content}}}"""),
        Content.Select(content => $$"""{"role":"assistant","content":{{content}},"odd":1}"""),
        Gen.Select(Thought.List[0, 2], Gen.OneOf(Text.Select(TextBlock), Call).List[0, 3], Call).Select((thoughts, blocks, call) =>
            $$"""{"role":"assistant","content":{{List([.. thoughts, .. blocks, call])}}}"""),
        Call.Select(call => $$$"""{"role":"assistant","content":[{{{call}}},{"type":"text","text":"a"}]}"""),
        Thought.List[1, 2].Select(thoughts => $$"""{"role":"assistant","content":{{List([.. thoughts, """{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}}"""])}}}"""));

    /// <summary>An assistant turn follows the results of tools: another turn of the user would be joined to them.</summary>
    private static readonly Gen<string> Turns = Gen.OneOf(
        Turn,
        Gen.Select(Result.List[1, 2], Block.List[0, 2], Text, Raw).Select((results, blocks, text, raw) =>
            $$"""{"role":"user","content":{{List([.. results, .. blocks])}},"odd":{{raw}}},{"role":"assistant","content":{{Quote(text)}}}"""));

    private static readonly Gen<string> Option = Gen.OneOf(
        Gen.Double[0, 1].Select(value => $"\"temperature\":{value:R}"),
        Gen.Double[0, 1].Select(value => $"\"top_p\":{value:R}"),
        Content.Select(content => $"\"system\":{content}"),
        Gen.OneOf(
            "\"top_k\":40", "\"stop_sequences\":[\"\\n\",\"END\"]", "\"stream\":true", "\"service_tier\":\"auto\"", "\"cache_control\":{\"type\":\"ephemeral\"}",
            "\"metadata\":{\"user_id\":\"u\"}", "\"metadata\":{\"user_id\":\"u\",\"odd\":1}", "\"metadata\":{\"odd\":[]}",
            "\"thinking\":{\"type\":\"disabled\"}", "\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}", "\"thinking\":{\"type\":\"adaptive\"}",
            "\"output_config\":{\"effort\":\"xhigh\",\"task_budget\":{\"type\":\"tokens\",\"total\":9}}",
            "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"x\":1.0}}}", "\"output_config\":{\"format\":{\"type\":\"odd\",\"schema\":{}}}",
            "\"tools\":[{\"name\":\"f\",\"description\":\"d\",\"input_schema\":{\"type\":\"object\"},\"strict\":true,\"cache_control\":{\"type\":\"ephemeral\"}},{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":5}]",
            "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}],\"tool_choice\":{\"type\":\"any\",\"disable_parallel_tool_use\":true}",
            "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\",\"odd\":1}",
            "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":false}",
            "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":{\"type\":\"none\"}",
            "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":{\"type\":\"odd\",\"name\":[]}"),
        Raw.Select(raw => $"\"context_management\":{raw}"));

    /// <summary>JSON text of a request.</summary>
    public static readonly Gen<string> Request = Of(4, 8);

    /// <summary>The same, of so many turns and options at most: in a small one nothing hides behind another loss.</summary>
    public static Gen<string> Of(int most, int mostOptions) =>
        from turns in Turns.List[1, most]
        from options in Option.List[0, mostOptions]
        select $$"""{"model":"m","max_tokens":100,"messages":{{List(turns)}}{{string.Concat(Distinct(options).Select(option => "," + option))}}}""";

    private static IEnumerable<string> Distinct(IEnumerable<string> options) =>
        options.DistinctBy(option => option[..option.IndexOf(':')]);

    private static string TextBlock(string text) => $$$"""{"type":"text","text":{{{Quote(text)}}}}""";

    private static string List(IEnumerable<string> items) => $"[{string.Join(",", items)}]";

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();
}
