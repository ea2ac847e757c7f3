using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIResponses;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIResponses;

public sealed class AnswerRoundTripTests
{
    private const string Body = """
        {"id":"resp_1","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"m-2",
        "output":[
          {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"gAAA"},
          {"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search"}},
          {"type":"message","id":"msg_1","status":"completed","role":"assistant","phase":"commentary","content":[
            {"type":"output_text","text":"Hi","annotations":[{"type":"url_citation","url":"u"}],"logprobs":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[]}]},
            {"type":"refusal","refusal":"no"}]},
          {"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{}","status":"completed"},
          {"type":"reasoning","id":"rs_2","summary":[]},
          {"type":"function_call","id":"fc_2","call_id":"call_2","name":"g","arguments":"{\"a\":1}","status":"completed"}],
        "usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":1},"output_tokens":6,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":16}}
        """;

    [Fact]
    public void Reads_an_answer_as_a_turn_of_the_history()
    {
        ChatAnswer answer = Read(Body);
        Assert.Equal((Dialect.OpenAIResponses, "resp_1", "m-2", 1_700_000_000), (answer.Dialect, answer.Id, answer.ResponseModel, answer.Created));
        Assert.Equal(new TokenUsage { Input = 10, Output = 6, CachedInput = 4, CacheWrite = 1, Reasoning = 2 }, answer.Usage);
        ChatChoice choice = Assert.Single(answer.Choices);
        Assert.Equal(FinishReason.ToolCalls, choice.FinishReason);
        Assert.Equal("Hi", Assert.Single(choice.Logprobs!).Token);
        Assert.Equal([typeof(ContentPart.Reasoning), typeof(ContentPart.Unknown), typeof(ContentPart.Text), typeof(ContentPart.Refusal), typeof(ContentPart.Unknown)], choice.Message.Parts.Select(part => part.GetType()));
        Assert.Equal(new Seal(Dialect.OpenAIResponses, "gAAA"), choice.Message.Parts[0].Seal);
        Assert.Equal([("call_1", 4), ("call_2", null)], choice.Message.ToolCalls.Select(call => (call.Id, call.PartsBefore)));
    }

    [Fact]
    public void An_answer_of_the_same_dialect_keeps_its_order_and_what_is_not_known()
    {
        JsonArray output = Write(Read(Body), out LossList losses)["output"]!.AsArray();
        Assert.Empty(losses);
        Assert.Equal(["reasoning", "web_search_call", "message", "function_call", "reasoning", "function_call"], output.Select(item => (string?)item!["type"]));
        Assert.Equal("commentary", (string?)output[2]!["phase"]);
        Assert.Equal("u", (string?)output[2]!["content"]![0]!["annotations"]![0]!["url"]);
        Assert.Equal(-0.5, (double?)output[2]!["content"]![0]!["logprobs"]![0]!["logprob"]);
        Assert.Equal("rs_2", (string?)output[4]!["id"]);
    }

    [Fact]
    public void A_whole_answer_says_what_its_stream_says() =>
        TurnGen.Stream.Where(events => !events.OfType<ChatEvent.TextDelta>().Any(delta => delta.Logprobs is not null)).Sample(events =>
        {
            var folder = new AnswerFolder();
            events.ForEach(folder.Add);
            ChatAnswer answer = folder.ToAnswer();
            ChatAnswer back = Read(Write(answer, out _).ToJsonString());
            Assert.Equal(Describe(answer), Describe(back));
        });

    [Fact]
    public void Says_every_field_that_the_SDKs_look_for()
    {
        JsonObject response = Write(new ChatAnswer { Id = "x", ResponseModel = "m", Choices = [] }, out _).AsObject();
        string[] needed =
        [
            "id", "object", "created_at", "status", "error", "incomplete_details", "instructions", "metadata", "model", "output", "parallel_tool_calls", "temperature", "tool_choice",
            "tools", "top_p", "background", "max_output_tokens", "previous_response_id", "reasoning", "store", "text", "top_logprobs", "truncation", "usage", "user",
        ];
        Assert.DoesNotContain(needed, name => !response.ContainsKey(name));
    }

    [Fact]
    public void The_request_is_told_back()
    {
        Assert.True(RequestReader.TryRead(
            """
            {"model":"m","input":"a","instructions":"be kind","tools":[{"type":"function","name":"f"},{"type":"web_search"}],"tool_choice":{"type":"web_search"},
            "text":{"format":{"type":"json_object"},"verbosity":"low"},"reasoning":{"effort":"low","summary":"detailed"},"metadata":{"a":"b"},"store":false,"max_output_tokens":9}
            """u8.ToArray(),
            out ChatRequest? request,
            out _));
        var output = new ArrayBufferWriter<byte>();
        OpenAIResponsesDialect.WriteAnswer(
            new ChatAnswer { Id = "x", ResponseModel = "m", Choices = [] }, request, output, new LossList(), new ResponseOptions { Id = "resp_z", PreviousResponseId = "resp_y" });
        string text = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.Contains("\"instructions\":\"be kind\"", text);
        Assert.Contains("""{"type":"function","name":"f","parameters":null,"strict":true},{"type":"web_search"}]""", text);
        Assert.Contains("""
            "tool_choice":{"type":"web_search"}
            """, text);
        Assert.Contains("""{"format":{"type":"json_object"},"verbosity":"low"}""", text);
        Assert.Contains("""{"effort":"low","summary":"detailed"}""", text);
        Assert.Contains("\"store\":false,", text);
        Assert.Contains("\"metadata\":{\"a\":\"b\"}", text);
        Assert.Contains("\"max_output_tokens\":9,", text);
        Assert.Contains("\"previous_response_id\":\"resp_y\"", text);
    }

    [Fact]
    public void What_other_dialects_say_beside_is_a_loss()
    {
        Write(
            new ChatAnswer
            {
                Id = "x",
                ResponseModel = "m",
                SystemFingerprint = "fp",
                Usage = new TokenUsage { CacheWriteLong = 1 },
                Choices =
                [
                    new ChatChoice { Index = 0, StopSequence = "END", Message = new ChatMessage { Role = Role.Assistant, Extensions = new Dictionary<string, string> { ["audio"] = "{}" } } },
                    new ChatChoice { Index = 1, Message = new ChatMessage { Role = Role.Assistant } },
                ],
            },
            out LossList losses);
        Assert.Equal(["choices", "message.audio", "stop_sequence", "system_fingerprint", "usage.cache_creation"], losses.Select(loss => loss.Path).Order());
    }

    [Theory]
    [InlineData("""{"id":"r","status":"failed","error":{"code":"server_error","message":"m"},"output":[]}""", "server_error", null)]
    [InlineData("""{"id":"r","status":"cancelled","error":null,"output":[]}""", null, "response_failed")]
    [InlineData("""{"error":{"message":"m","type":"invalid_request_error","code":"c"}}""", "c", "invalid_request_error")]
    [InlineData("""{"id":"r","object":"something"}""", null, "malformed_answer")]
    [InlineData("<html>", null, "malformed_answer")]
    [InlineData("[]", null, "malformed_answer")]
    public void An_error_in_the_clothes_of_an_answer_is_an_error(string body, string? code, string? type)
    {
        Assert.False(AnswerReader.TryRead(Encoding.UTF8.GetBytes(body), out _, out UpstreamError? error));
        Assert.Equal((code, type), (error.Code, error.Type));
    }

    [Theory]
    [InlineData("""{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}""", FinishReason.Length)]
    [InlineData("""{"status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[]}""", FinishReason.ContentFilter)]
    [InlineData("""{"status":"completed","output":[]}""", FinishReason.Stop)]
    [InlineData("""{"status":"in_progress","output":[]}""", null)]
    public void The_status_is_the_finish(string body, FinishReason? finish) => Assert.Equal(finish, Read(body).Choices[0].FinishReason);

    [Fact]
    public void Mutated_answers_never_throw()
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte).List[1, 4].Sample(changes =>
        {
            byte[] mutated = [.. body];
            changes.ForEach(change => mutated[change.Item1] = change.Item2);
            bool isAnswer = AnswerReader.TryRead(mutated, out ChatAnswer? answer, out UpstreamError? error);
            Assert.Equal(isAnswer, error is null);
            if (answer is not null)
            {
                Write(answer, out _);
            }
        });
    }

    private static ChatAnswer Read(string body)
    {
        Assert.True(AnswerReader.TryRead(Encoding.UTF8.GetBytes(body), out ChatAnswer? answer, out UpstreamError? error), error?.ToString());
        return answer;
    }

    private static JsonNode Write(ChatAnswer answer, out LossList losses)
    {
        losses = new LossList();
        var output = new ArrayBufferWriter<byte>();
        new OpenAIResponsesDialect().WriteAnswer(answer, StreamText.Request, output, losses);
        return JsonNode.Parse(output.WrittenSpan)!;
    }

    /// <summary>Neighbouring texts are one, as in a stream.</summary>
    private static string Describe(ChatAnswer answer)
    {
        ChatChoice choice = answer.Choices[0];
        string parts = string.Join("\n", choice.Message.Parts.Select(part => part switch
        {
            ContentPart.Reasoning reasoning => $"{reasoning.Value} {reasoning.IsRedacted} {reasoning.Seal}",
            ContentPart.Text text => $"text {text.Value}",
            ContentPart.Refusal refusal => $"refusal {refusal.Value}",
            ContentPart.Unknown { Type: "reasoning" } => null,
            _ => throw new InvalidOperationException(part.ToString()),
        }).OfType<string>());
        string calls = string.Join("\n", choice.Message.ToolCalls.Select(call => $"{call.Id} {call.Name} {call.Arguments} {call.IsCustom} {call.Seal}"));
        return $"{choice.FinishReason} {choice.Message.Reasoning}\n{parts}\n{calls}";
    }
}
