using System.Text;
using System.Text.RegularExpressions;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.Adapting;

public sealed partial class RequestAdapterTests
{
    private static readonly Dialect[] Targets = [.. Enum.GetValues<Dialect>().Where(dialect => dialect != Dialect.Ollama)];

    private static readonly Gen<ChatRequest> Requests = RequestGen.Request.Select(json =>
        RequestReader.TryRead(Encoding.UTF8.GetBytes(json), out var request, out var fault) ? request : throw new InvalidOperationException($"{fault}: {json}"));

    private static readonly Gen<(ChatRequest Request, TargetRules Rules)> Cases = Gen.Select(Requests, Gen.OneOf([.. Targets.Select(Gen.Const)]), (request, target) => (request, DialectRules.Of(target)));

    [Fact]
    public void What_a_target_does_not_take_is_gone_and_told() => Cases.Sample(each =>
    {
        var (losses, adapted) = Adapt(each.Request, each.Rules);
        foreach (var (feature, path, value, after) in Values(each.Request, adapted.Request))
        {
            if (value is null)
            {
                continue;
            }

            var support = each.Rules.Of(feature);
            if (support is Support.Ignored or Support.Rejected)
            {
                Assert.Null(after);
                Assert.Contains(losses, loss => loss.Path == path);
            }
            else if (support is Support.Native && !losses.Any(loss => loss.Path == path))
            {
                Assert.Equal(value, after);
            }
        }
    }, iter: 2000);

    [Fact]
    public void Every_call_has_its_result_right_behind_it_and_every_result_its_call() => Cases.Sample(each =>
    {
        var messages = Adapt(each.Request, each.Rules).Adapted.Request.Messages;
        for (var index = 0; index < messages.Count; index++)
        {
            if (messages[index] is { Role: Role.Tool, ToolCallId: { } id })
            {
                var turn = messages.Take(index).Last(message => message.Role != Role.Tool);
                Assert.Contains(turn.ToolCalls, call => call.Id == id);
            }

            var calls = messages[index].ToolCalls.Where(call => !call.IsLegacyFunction).Select(call => call.Id).Distinct().ToList();
            if (calls.Count > 0 && index < messages.Count - 1)
            {
                Assert.Equal(calls.Order(), messages.Skip(index + 1).TakeWhile(message => message.Role == Role.Tool).Select(message => message.ToolCallId).OfType<string>().Distinct().Order());
            }
        }
    }, iter: 2000);

    [Fact]
    public void Where_turns_must_alternate_no_two_of_one_side_meet() => Cases.Sample(each =>
    {
        if (each.Rules.Of(Feature.RepeatedTurns) == Support.Native)
        {
            return;
        }

        var roles = Adapt(each.Request, each.Rules).Adapted.Request.Messages.Select(message => message.Role).ToList();
        Assert.All(roles.Zip(roles.Skip(1)), pair => Assert.False(pair.First == pair.Second && pair.First is (Role.User or Role.Assistant), string.Join(",", roles)));
    }, iter: 2000);

    [Fact]
    public void Adapting_twice_changes_nothing_more() => Cases.Sample(each =>
    {
        var once = Adapt(each.Request, each.Rules).Adapted.Request with { Dialect = each.Rules.Dialect };
        var (losses, twice) = Adapt(once, each.Rules);
        Assert.DoesNotContain(losses, loss => loss.Kind == LossKind.Ignored);
        Assert.Equal(once.Messages.Select(message => (message.Role, message.PlainText, message.ToolCallId)), twice.Request.Messages.Select(message => (message.Role, message.PlainText, message.ToolCallId)));
    }, iter: 1000);

    [Fact]
    public void The_extensions_of_another_dialect_are_left_out_and_told()
    {
        var request = Read("""{"model":"m","x":1,"metadata":{},"messages":[{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"type":"video_url","video_url":{}}],"odd":2}]}""");
        var (losses, adapted) = Adapt(request, DialectRules.Of(Dialect.AnthropicMessages));
        Assert.Equal(
            ["max_tokens", "messages[0].content[0].cache_control", "messages[0].content[1]", "messages[0].odd", "x"],
            losses.Select(loss => loss.Path).Order(StringComparer.Ordinal));
        Assert.Empty(adapted.Request.Extensions);
        Assert.Equal([new ContentPart.Text("a")], adapted.Request.Messages[0].Parts);
    }

    [Fact]
    public void Within_one_dialect_extensions_stay()
    {
        var request = Read("""{"model":"m","x":1,"messages":[{"role":"user","content":"a","odd":2}]}""");
        var (losses, adapted) = Adapt(request, DialectRules.Of(Dialect.OpenAIChat));
        Assert.Empty(losses);
        Assert.Equal("1", adapted.Request.Extensions["x"]);
    }

    [Fact]
    public void Ids_that_the_target_refuses_become_others_and_always_the_same_ones()
    {
        var request = Read("""{"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","tool_calls":[{"id":"functions.f:0","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"functions.f:0","content":"1"}]}""");
        var rules = DialectRules.Of(Dialect.AnthropicMessages);
        var one = Adapt(request, rules).Adapted.Request;
        Assert.Matches(PlainId(), one.Messages[1].ToolCalls[0].Id);
        Assert.Equal(one.Messages[1].ToolCalls[0].Id, one.Messages[2].ToolCallId);
        Assert.Equal(one.Messages[1].ToolCalls[0].Id, Adapt(request, rules).Adapted.Request.Messages[1].ToolCalls[0].Id);
    }

    [Fact]
    public void A_schema_becomes_a_tool_for_Anthropic_and_its_call_text_again()
    {
        var request = Read("""{"model":"m","messages":[{"role":"user","content":"a"}],"response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"}}}}""");
        var (losses, adapted) = Adapt(request, DialectRules.Of(Dialect.AnthropicMessages));
        Assert.Contains(losses, loss => loss is { Path: "response_format", Kind: LossKind.Emulated });
        Assert.Equal(adapted.FormatTool, adapted.Request.ToolChoice!.Value.Name);

        var adapter = new AnswerAdapter(adapted);
        ChatEvent?[] events =
        [
            adapter.Adapt(new ChatEvent.ToolCallStarted(0, 0, "c", adapted.FormatTool!)),
            adapter.Adapt(new ChatEvent.ToolCallDelta(0, 0, "{\"a\":")),
            adapter.Adapt(new ChatEvent.Finished(0, FinishReason.ToolCalls)),
        ];
        Assert.Equal([null, new ChatEvent.TextDelta(0, "{\"a\":"), new ChatEvent.Finished(0, FinishReason.Stop)], events);
    }

    [Fact]
    public void Reasoning_that_a_target_insists_on_is_stood_in_for_inside_a_tool_loop_only()
    {
        var rules = DialectRules.Of(Dialect.OpenAIChat) with { Reasoning = ReasoningReplay.InToolLoops };
        const string Turn = """{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"1"}""";
        var inLoop = Adapt(Read($$"""{"model":"m","messages":[{"role":"user","content":"a"},{{Turn}}]}"""), rules);
        Assert.Equal(rules.LostReasoning, inLoop.Adapted.Request.Messages[1].Reasoning);
        Assert.NotEmpty(inLoop.Losses);
        var after = Adapt(Read($$"""{"model":"m","messages":[{"role":"user","content":"a"},{{Turn}},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]}"""), rules);
        Assert.Null(after.Adapted.Request.Messages[1].Reasoning);
    }

    [Fact]
    public void Seals_of_another_dialect_go_and_their_text_stays_where_it_may()
    {
        var message = new ChatMessage
        {
            Role = Role.Assistant,
            Parts = [new ContentPart.Reasoning("thought") { Seal = new Seal(Dialect.AnthropicMessages, "s") }, new ContentPart.Text("b")],
            ToolCalls = [new ToolCall("c", "f", "{}") { Seal = new Seal(Dialect.Gemini, "t") }],
        };
        var request = new ChatRequest { OriginalModel = "m", Messages = [new ChatMessage { Role = Role.User, Parts = [new ContentPart.Text("a")] }, message] };
        var chat = Adapt(request, DialectRules.Of(Dialect.OpenAIChat)).Adapted.Request.Messages[1];
        Assert.Equal("thought", chat.Reasoning);
        Assert.Equal([new ContentPart.Text("b")], chat.Parts);
        Assert.Null(chat.ToolCalls[0].Seal);
        var anthropic = Adapt(request, DialectRules.Of(Dialect.AnthropicMessages)).Adapted.Request.Messages[1];
        Assert.IsType<ContentPart.Reasoning>(anthropic.Parts[0]);
        Assert.Null(anthropic.ToolCalls[0].Seal);
    }

    private static (LossList Losses, AdaptedRequest Adapted) Adapt(ChatRequest request, TargetRules rules)
    {
        var losses = new LossList();
        return (losses, RequestAdapter.Adapt(request, rules, losses));
    }

    private static ChatRequest Read(string json) =>
        RequestReader.TryRead(Encoding.UTF8.GetBytes(json), out var request, out var fault) ? request : throw new InvalidOperationException($"{fault}");

    private static IEnumerable<(Feature Feature, string Path, object? Before, object? After)> Values(ChatRequest before, ChatRequest after)
    {
        yield return (Feature.TopP, "top_p", before.Sampling.TopP, after.Sampling.TopP);
        yield return (Feature.TopK, "top_k", before.Sampling.TopK, after.Sampling.TopK);
        yield return (Feature.MinP, "min_p", before.Sampling.MinP, after.Sampling.MinP);
        yield return (Feature.FrequencyPenalty, "frequency_penalty", before.Sampling.FrequencyPenalty, after.Sampling.FrequencyPenalty);
        yield return (Feature.PresencePenalty, "presence_penalty", before.Sampling.PresencePenalty, after.Sampling.PresencePenalty);
        yield return (Feature.RepetitionPenalty, "repetition_penalty", before.Sampling.RepetitionPenalty, after.Sampling.RepetitionPenalty);
        yield return (Feature.Seed, "seed", before.Sampling.Seed, after.Sampling.Seed);
        yield return (Feature.LogitBias, "logit_bias", NullIfEmpty(before.Sampling.LogitBias.Count), NullIfEmpty(after.Sampling.LogitBias.Count));
        yield return (Feature.Stop, "stop", NullIfEmpty(before.Sampling.Stop.Count), NullIfEmpty(after.Sampling.Stop.Count));
        yield return (Feature.Logprobs, "logprobs", before.Logprobs ? true : null, after.Logprobs ? true : null);
        yield return (Feature.ReasoningEffort, "reasoning_effort", before.ReasoningEffort, after.ReasoningEffort);
        yield return (Feature.User, "user", before.User, after.User);
    }

    private static int? NullIfEmpty(int count) => count == 0 ? null : count;

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.NonBacktracking)]
    private static partial Regex PlainId();
}
