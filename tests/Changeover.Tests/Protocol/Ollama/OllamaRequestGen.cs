using System.Text.Json.Nodes;
using CsCheck;

namespace Changeover.Tests.Protocol.Ollama;

/// <summary>Requests as Ollama's clients write them, every field of the dialect included.</summary>
internal static class OllamaRequestGen
{
    private static readonly Gen<string> Text = Gen.OneOf("a", "Grüße \"你好\" 🙂\n\\", "<b>&'+</b>").Select(text => JsonValue.Create(text).ToJsonString());

    private static readonly Gen<string> Raw = Gen.OneOf("1", "12345678901234567890", "{\"a\":[1.50,{\"b\":null}]}", "\"x\"");

    private static readonly Gen<string> Call = Gen.OneOf("{}", "{\"x\":1.50}", "{\"a\":{\"b\":[\"}\",null]}}").Select(arguments => $$$"""{"function":{"name":"f","arguments":{{{arguments}}}}}""");

    private static readonly Gen<string> Turn = Gen.OneOf(
        Gen.Select(Gen.OneOf("user", "system"), Text).Select((role, text) => $$"""{"role":"{{role}}","content":{{text}}}"""),
        Text.Select(text => $$"""{"role":"user","content":{{text}},"images":["iVBORw0KGgo=","/9j/AA=="]}"""),
        Gen.Select(Text, Raw).Select((text, raw) => $$"""{"role":"user","content":{{text}},"odd":{{raw}}}"""),
        Gen.Select(Text, Text).Select((text, thinking) => $$"""{"role":"assistant","content":{{text}},"thinking":{{thinking}}}"""),
        Gen.Select(Call.List[1, 2], Text).Select((calls, text) =>
            $$"""{"role":"assistant","content":{{text}},"tool_calls":[{{string.Join(",", calls)}}]},"""
            + string.Join(",", calls.Select((_, index) => $$"""{"role":"tool","tool_name":"f","content":"{{index}}"}"""))));

    private static readonly Gen<string> Inner = Gen.OneOf(
        Gen.Double[0, 2].Select(value => $"\"temperature\":{value:R}"),
        Gen.OneOf(
            "\"top_p\":0.5", "\"top_k\":40", "\"min_p\":0.05", "\"repeat_penalty\":1.1", "\"presence_penalty\":0.5", "\"frequency_penalty\":-0.5", "\"seed\":7", "\"num_predict\":100",
            "\"num_predict\":-1", "\"stop\":[\"\\n\",\"END\"]", "\"stop\":\"x\"", "\"num_ctx\":4096", "\"mirostat\":2"));

    private static readonly Gen<string> Option = Gen.OneOf(
        Inner.List[1, 6].Select(fields => $"\"options\":{{{string.Join(",", Distinct(fields))}}}"),
        Gen.OneOf(
            "\"format\":\"json\"", "\"format\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}", "\"think\":true", "\"think\":false", "\"think\":\"high\"", "\"stream\":false",
            "\"keep_alive\":\"5m\"", "\"logprobs\":true", "\"logprobs\":true,\"top_logprobs\":3",
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}},\"odd\":1}},{\"type\":\"web_search\"}]"),
        Raw.Select(raw => $"\"x_unknown\":{raw}"));

    /// <summary>JSON text of a request of so many turns and options at most.</summary>
    public static Gen<string> Of(int turns, int options) =>
        from said in Turn.List[1, turns]
        from chosen in Option.List[0, options]
        select $$"""{"model":"m","messages":[{{string.Join(",", said)}}]{{string.Concat(Distinct(chosen).Select(option => "," + option))}}}""";

    private static IEnumerable<string> Distinct(IEnumerable<string> options) => options.DistinctBy(option => option[..option.IndexOf(':', StringComparison.Ordinal)]);
}
