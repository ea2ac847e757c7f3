using System.Text.Json.Nodes;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIResponses;

/// <summary>Requests as clients write them, every field of the dialect included, in the form that the writer chooses where there are two.</summary>
internal static class ResponsesGen
{
    private static readonly Gen<string> Text = Gen.OneOf("", "a", "Grüße \"你好\" 🙂\n\\", "<b>&'+</b>", "\u0001");

    private static readonly Gen<string> Raw = Gen.OneOf("1", "12345678901234567890", "{\"a\":[1.50,{\"b\":null}]}", "\"x\"");

    private static readonly Gen<string> InputPart = Gen.OneOf(
        Text.Select(text => $$$"""{"type":"input_text","text":{{{Quote(text)}}},"prompt_cache_breakpoint":{"mode":"explicit"}}"""),
        Text.Select(text => $$"""{"type":"input_image","image_url":{{Quote(text)}},"detail":"high","odd":1}"""),
        Gen.Const("""{"type":"input_image","file_id":"file_1","detail":"auto"}"""),
        Gen.Const("""{"type":"input_file","file_data":"data:x","filename":"n"}"""),
        Gen.Const("""{"type":"input_file","file_url":"https://example.org/f"}"""),
        Gen.Const("""{"type":"input_audio","input_audio":{"data":"AA==","format":"mp3"}}"""),
        Raw.Select(raw => $$"""{"type":"input_video","video":{{raw}}}"""));

    private static readonly Gen<string> Content = Gen.OneOf(
        Text.Select(Quote),
        InputPart.List[1, 3].Select(parts => $"[{string.Join(",", parts)}]"));

    private static readonly Gen<string> Output = Text.Select(text => Gen.OneOf(
        $$"""{"type":"message","role":"assistant","content":{{Quote(text)}},"id":"msg_1"}""",
        $$"""{"type":"message","role":"assistant","content":{{Quote(text)}},"id":"msg_2","phase":"commentary","status":"incomplete"}""",
        $$"""{"type":"message","role":"assistant","content":[{"type":"output_text","text":{{Quote(text)}},"annotations":[{"type":"file_path","index":1}]},{"type":"refusal","refusal":"no"}],"id":"msg_3"}""",
        $$"""{"role":"assistant","content":{{Quote(text)}}}""",
        """{"role":"assistant","content":[{"type":"refusal","refusal":"no"}]}""",
        $$"""{"type":"function_call","call_id":"c","name":"f","arguments":{{Quote(text)}},"id":"fc_1"}""",
        $$"""{"type":"function_call","call_id":"c","name":"f","arguments":{{Quote(text)}},"status":"incomplete","namespace":"n"}""",
        $$"""{"type":"custom_tool_call","call_id":"d","name":"g","input":{{Quote(text)}}}""",
        """{"type":"reasoning","id":"rs_1","summary":[]}""",
        """{"type":"reasoning","id":"rs_2","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"gAAA"}""",
        """{"type":"reasoning","summary":[],"encrypted_content":"gBBB"}""",
        """{"type":"reasoning","id":"rs_3","summary":[{"type":"summary_text","text":"a"},{"type":"summary_text","text":"b"}],"encrypted_content":"gCCC","odd":1}""",
        """{"type":"reasoning","id":"rs_4","summary":[],"content":[{"type":"reasoning_text","text":"raw"}],"encrypted_content":"gDDD"}""",
        """{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}}""",
        """{"type":"item_reference","id":"msg_9"}""")).SelectMany(gen => gen);

    private static readonly Gen<string> Item = Gen.Frequency(
        (1, Gen.Select(Gen.OneOf("system", "developer", "user"), Content).Select((role, content) => $$"""{"role":"{{role}}","content":{{content}}}""")),
        (1, Content.Select(content => $$$"""{"type":"message","role":"user","content":{{{content}}},"id":"msg_u","odd":{"x":1}}""")),
        (6, Output),
        (1, Content.Select(content => $$"""{"type":"function_call_output","call_id":"c","output":{{content}}}""")),
        (1, Content.Select(content => $$"""{"type":"custom_tool_call_output","call_id":"d","output":{{content}},"id":"ctco_1"}""")));

    private static readonly Gen<string> Option = Gen.OneOf(
        Gen.Double[-2, 2].Select(value => $"\"temperature\":{value:R}"),
        Gen.OneOf(
            "\"top_p\":0.5", "\"max_output_tokens\":100", "\"top_logprobs\":5,\"include\":[\"file_search_call.results\",\"message.output_text.logprobs\"]",
            "\"include\":[\"reasoning.encrypted_content\"]", "\"store\":true", "\"previous_response_id\":\"resp_1\"", "\"user\":\"u\"", "\"safety_identifier\":\"s\"",
            "\"truncation\":\"auto\"", "\"stream\":true", "\"stream_options\":{\"include_obfuscation\":false}", "\"service_tier\":\"flex\"", "\"background\":false",
            "\"parallel_tool_calls\":false", "\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"}", "\"reasoning\":{\"summary\":\"detailed\",\"mode\":\"pro\"}",
            "\"text\":{\"format\":{\"type\":\"text\"},\"verbosity\":\"low\"}", "\"text\":{\"format\":{\"type\":\"json_object\"}}", "\"text\":{\"format\":{\"type\":\"grammar\",\"g\":1}}",
            "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"s\",\"description\":\"d\",\"schema\":{\"type\":\"object\",\"x\":1.0},\"strict\":true}}",
            "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\"},\"strict\":true,\"odd\":1},{\"type\":\"custom\",\"name\":\"g\"},{\"type\":\"web_search\"}]",
            "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"strict\":false},{\"type\":\"function\",\"name\":\"h\"}]",
            "\"tool_choice\":\"required\"", "\"tool_choice\":{\"type\":\"function\",\"name\":\"f\"}", "\"tool_choice\":{\"type\":\"custom\",\"name\":\"g\"}", "\"tool_choice\":{\"type\":\"file_search\"}",
            "\"tool_choice\":{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"name\":\"f\"}]}",
            "\"tool_choice\":{\"type\":\"allowed_tools\",\"mode\":\"required\",\"tools\":[{\"type\":\"mcp\",\"server_label\":\"s\"}]}"),
        Raw.Select(raw => $"\"metadata\":{raw}"),
        Raw.Select(raw => $"\"x_unknown\":{raw}"));

    /// <summary>JSON text of a request.</summary>
    public static readonly Gen<string> Request = Of(8, 8);

    /// <summary>The same, of so many turns and options at most: in a small one nothing hides behind another loss.</summary>
    public static Gen<string> Of(int most, int mostOptions) =>
        from items in Item.List[1, most]
        from options in Option.List[0, mostOptions]
        select $$"""{"model":"m","instructions":"be kind","input":[{{string.Join(",", items)}}]{{string.Concat(Distinct(options).Select(option => "," + option))}}}""";

    private static IEnumerable<string> Distinct(IEnumerable<string> options)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (string option in options)
        {
            string[] said = [.. JsonNode.Parse($"{{{option}}}")!.AsObject().Select(property => property.Key)];
            if (!said.Any(names.Contains))
            {
                names.UnionWith(said);
                yield return option;
            }
        }
    }

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();
}
