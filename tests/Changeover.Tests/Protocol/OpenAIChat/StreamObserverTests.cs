using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIChat;

public sealed class StreamObserverTests
{
    private readonly StreamObserver _observer = new();

    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""", FrameKind.Preamble)]
    [InlineData("""{"choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[]},"finish_reason":""}]}""", FrameKind.Preamble)]
    [InlineData("""{"choices":[],"prompt_filter_results":[{"prompt_index":0}]}""", FrameKind.Preamble)]
    [InlineData("""{"id":"a","error":null,"choices":[{"delta":{}}]}""", FrameKind.Preamble)]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"Hi"}}]}""", FrameKind.Content)]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":" "}}]}""", FrameKind.Content)]
    [InlineData("""{"choices":[{"delta":{"reasoning_content":"hm"}}]}""", FrameKind.Content)]
    [InlineData("""{"choices":[{"delta":{"reasoning":"hm"}}]}""", FrameKind.Content)]
    [InlineData("""{"choices":[{"delta":{"refusal":"no"}}]}""", FrameKind.Content)]
    [InlineData("""{"choices":[{"delta":{"audio":{"data":"AA"}}}]}""", FrameKind.Content)]
    [InlineData("""{"choices":[{"delta":{"function_call":{"name":"f"}}}]}""", FrameKind.Content)]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{"}}]}}]}""", FrameKind.Content)]
    [InlineData("""{"choices":[{"text":"Hi","index":0}]}""", FrameKind.Content)]
    [InlineData("""{"choices":[{"text":"","index":0,"finish_reason":"stop"}]}""", FrameKind.Finish)]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"length"}]}""", FrameKind.Finish)]
    [InlineData("""{"choices":[{"delta":{"content":"."},"finish_reason":"stop"}]}""", FrameKind.Content)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1}}""", FrameKind.UsageOnly)]
    [InlineData("""{"usage":{"prompt_tokens":1}}""", FrameKind.UsageOnly)]
    [InlineData("[DONE]", FrameKind.Done)]
    [InlineData(" [DONE] ", FrameKind.Done)]
    [InlineData("", FrameKind.Comment)]
    [InlineData("{\"choices\":[", FrameKind.Malformed)]
    [InlineData("<html>", FrameKind.Malformed)]
    [InlineData("[]", FrameKind.Malformed)]
    [InlineData("""{"error":{"message":"boom"}}""", FrameKind.Error)]
    [InlineData("""{"error":"boom"}""", FrameKind.Error)]
    [InlineData("""{"code":"x","message":"boom","param":null,"type":"request_forbidden"}""", FrameKind.Error)]
    [InlineData("""{"object":"error","message":"boom","type":"BadRequestError","code":400}""", FrameKind.Error)]
    [InlineData("""{"choices":null,"base_resp":{"status_code":1002,"status_msg":"rate"}}""", FrameKind.Error)]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"insufficient_system_resource"}]}""", FrameKind.Error)]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"network_error"}]}""", FrameKind.Error)]
    public void Says_what_a_frame_is(string data, FrameKind kind) => Assert.Equal(kind, Observe(data).Kind);

    [Fact]
    public void Notes_a_whole_stream()
    {
        Observe("""{"id":"chatcmpl-1","model":"gpt-x-2026","choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":null}""");
        Assert.False(_observer.Notes.HasContent);
        Observe("""{"id":"chatcmpl-1","model":"gpt-x-2026","choices":[{"index":0,"delta":{"content":"Hi"}}],"usage":null}""");
        Assert.False(_observer.IsComplete);
        Observe("""{"id":"chatcmpl-1","choices":[{"index":0,"delta":{},"finish_reason":"sensitive"}],"usage":null}""");
        Assert.True(_observer.IsComplete);
        Observe("""
            {"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,
            "prompt_tokens_details":{"cached_tokens":4,"audio_tokens":1},"completion_tokens_details":{"reasoning_tokens":2,"audio_tokens":0}}}
            """);
        Observe("[DONE]");
        AnswerNotes notes = _observer.Notes;
        Assert.Equal(("chatcmpl-1", "gpt-x-2026", FinishReason.ContentFilter), (notes.Id, notes.ResponseModel, notes.Finish));
        Assert.Equal(new TokenUsage { Input = 10, Output = 5, CachedInput = 4, Reasoning = 2, AudioInput = 1, AudioOutput = 0 }, notes.Usage);
        Assert.True(_observer.IsDone && _observer.IsComplete && notes.HasContent);
    }

    [Fact]
    public void A_finish_without_done_is_complete_and_done_without_a_finish_is_not()
    {
        Observe("""{"choices":[{"delta":{"content":"Hi"}}]}""");
        Observe("[DONE]");
        Assert.False(_observer.IsComplete);
        _observer.Reset();
        Observe("""{"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}""");
        Assert.True(_observer.IsComplete);
        Assert.False(_observer.IsDone);
    }

    [Fact]
    public void Every_choice_must_finish()
    {
        Observe("""{"choices":[{"index":0,"delta":{"content":"a"}}]}""");
        Observe("""{"choices":[{"index":1,"delta":{"content":"b"}}]}""");
        Observe("""{"choices":[{"index":1,"delta":{},"finish_reason":"length"}]}""");
        Assert.False(_observer.IsComplete);
        Observe("""{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""");
        Assert.True(_observer.IsComplete);
        Assert.Equal(FinishReason.ToolCalls, _observer.Notes.FinishOf(0));
        Assert.Equal(FinishReason.Length, _observer.Notes.FinishOf(1));
        Assert.Null(_observer.Notes.FinishOf(2));
    }

    [Theory]
    [InlineData("""{"usage":{"prompt_tokens":9,"completion_tokens":1,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":5}}""", 9, 4)]
    [InlineData("""{"usage":{"completion_tokens":1,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":5}}""", 9, 4)]
    [InlineData("""{"usage":{"prompt_tokens":9,"completion_tokens":1,"cached_tokens":4}}""", 9, 4)]
    [InlineData("""{"choices":[{"delta":{},"usage":{"prompt_tokens":9,"completion_tokens":1,"cached_tokens":4}}]}""", 9, 4)]
    [InlineData("""{"usage":{"prompt_tokens":9.0,"completion_tokens":1,"prompt_tokens_details":null}}""", 9, null)]
    [InlineData("""{"usage":{"prompt_tokens":"nine","completion_tokens":1,"prompt_tokens_details":{"cached_tokens":null}}}""", null, null)]
    public void Understands_each_providers_usage(string data, int? input, int? cached)
    {
        Observe(data);
        Assert.Equal(new TokenUsage { Input = input, Output = 1, CachedInput = cached }, _observer.Notes.Usage);
    }

    [Theory]
    [InlineData("""{"choices":[],"usage":null}""", """{"choices":[]}""", true)]
    [InlineData("""{"usage":null,"choices":[]}""", """{"choices":[]}""", true)]
    [InlineData("""{"a":1 , "usage" : {"prompt_tokens":1} , "b":2}""", """{"a":1  , "b":2}""", false)]
    [InlineData("""{ "usage":{"x":[1]} }""", """{  }""", false)]
    [InlineData("""{"a":"usage","b":{"usage":1}}""", """{"a":"usage","b":{"usage":1}}""", false)]
    public void Finds_the_usage_to_hide(string data, string without, bool isNull)
    {
        FrameVerdict verdict = Observe(data);
        byte[] bytes = Encoding.UTF8.GetBytes(data);
        Assert.Equal(without, Encoding.UTF8.GetString([.. bytes[..verdict.UsageRange.Start], .. bytes[verdict.UsageRange.End..]]));
        Assert.Equal(isNull, verdict.UsageIsNull);
    }

    [Fact]
    public void Keeps_the_error_of_the_stream()
    {
        Observe("""{"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}""");
        Observe("""{"error":{"message":"overloaded","type":"server_error","code":"server_is_overloaded"}}""");
        Assert.Equal("server_is_overloaded", _observer.Notes.Error!.Code);
        Assert.False(_observer.IsComplete);
    }

    [Fact]
    public void Reset_forgets_everything()
    {
        Observe("""{"id":"a","model":"m","choices":[{"index":3,"delta":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}""");
        Observe("[DONE]");
        Observe("""{"error":"x"}""");
        _observer.Reset();
        Assert.True(_observer is { IsDone: false, IsComplete: false, Notes: { Id: null, ResponseModel: null, Usage: null, Error: null, HasContent: false, Finish: null } });
        Assert.Null(_observer.Notes.FinishOf(3));
    }

    [Fact]
    public void Mutated_frames_never_throw()
    {
        byte[] frame = Encoding.UTF8.GetBytes("""
            {"id":"é\u00e9","model":"m","choices":[{"index":0,"delta":{"content":"Hi","tool_calls":[{"id":"x"}]},"finish_reason":"stop","usage":{"prompt_tokens":1}}],
            "usage":{"prompt_tokens":1,"prompt_tokens_details":{"cached_tokens":2}},"base_resp":{"status_code":0},"error":{"message":"\ud83d\ude00","code":7}}
            """);
        Gen.Select(Gen.Int[0, frame.Length - 1], Gen.Byte).List[1, 4].Sample(changes =>
        {
            byte[] mutated = [.. frame];
            foreach ((int at, byte value) in changes)
            {
                mutated[at] = value;
            }

            FrameVerdict verdict = new StreamObserver().Observe(mutated);
            Assert.InRange(verdict.UsageRange.End, 0, mutated.Length);
        });
    }

    [Fact]
    public void A_chunk_like_the_one_before_is_seen_as_if_it_had_come_alone()
    {
        string[] shapes =
        [
            """{"id":"a","choices":[{"index":0,"delta":{"content":"~"},"finish_reason":null}],"usage":null}""",
            """{"usage":null,"choices":[{"index":0,"delta":{"reasoning_content":"~","content":""}}]}""",
            """{"choices":[{"index":1,"delta":{"content":"~"},"finish_reason":"length"}],"usage":{"prompt_tokens":3}}""",
            """{"choices":[{"index":0,"delta":{"content":"~"}},{"index":2,"delta":{"refusal":"~"}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"~"}}]}}]}""",
            """{"choices":[{"index":0,"text":"~"}]}""",
            """{"error":{"message":"~"}}""",
        ];
        var texts = Gen.OneOf(Gen.OneOf("", " ", "Hi", "é", "\\n", "\\", "\"", "\",\"x\":\"", "\u0001", "}", "[DONE]"), Gen.String[Gen.Char[' ', 'þ'], 0, 12]);
        var frame = Gen.Select(Gen.OneOf(shapes), texts, (shape, text) => shape.Replace("~", text, StringComparison.Ordinal));
        frame.List[1, 12].Sample(frames =>
        {
            var (along, alone) = (new StreamObserver(), new StreamObserver());
            foreach (var data in frames)
            {
                // A frame of another shape between them leaves nothing to compare with.
                alone.Observe("{\"choices\":[]}"u8);
                Assert.Equal(alone.Observe(Encoding.UTF8.GetBytes(data)), along.Observe(Encoding.UTF8.GetBytes(data)));
            }

            Assert.Equal((alone.IsComplete, alone.Notes.HasContent, alone.Notes.Usage, alone.Notes.Finish), (along.IsComplete, along.Notes.HasContent, along.Notes.Usage, along.Notes.Finish));
        }, iter: 20_000);
    }

    [Fact]
    public void A_frame_costs_no_allocation()
    {
        byte[] frame = """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}],"usage":null}"""u8.ToArray();
        Assert.Equal(FrameKind.Content, _observer.Observe(frame).Kind);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                _observer.Observe(frame);
            }
        }));
    }

    private FrameVerdict Observe(string data) => _observer.Observe(Encoding.UTF8.GetBytes(data));
}
