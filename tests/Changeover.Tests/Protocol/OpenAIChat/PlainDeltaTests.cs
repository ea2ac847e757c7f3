using System.Text;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIChat;

/// <summary>The short way of reading a chunk gives what the long way gives: a field of somebody's own in the choice forces the long one.</summary>
public sealed class PlainDeltaTests
{
    private const string Begin = """{"id":"c","model":"m","created":1,"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":""}}]}}]}""";

    private static readonly Gen<string> Words = OneOf("", "\"\"", "\"word\"", "\" a\\n\\\"b\\\" \\u00e9\"", "\"\\ud800\"", "null", "7");

    private static readonly Gen<string> Member = Gen.OneOf(
        Words.Select(words => Said("content", words)),
        Words.Select(words => Said("reasoning_content", words)),
        Gen.Const("\"role\":\"assistant\""),
        Gen.Const("\"refusal\":null"),
        Gen.Select(OneOf("\"index\":0,", "\"index\":1,", "\"index\":-1,", ""), OneOf("\"id\":null,", "\"id\":\"\",", "\"type\":\"function\",", ""), Words)
            .Select((index, id, words) => $"\"tool_calls\":[{{{index}{id}\"function\":{{{Said("arguments", words)}}}}}]"));

    private static readonly Gen<string> Delta = Member.Array[0, 3].Select(members => string.Join(',', members.Where(member => member.Length > 0).DistinctBy(member => member.Split(':')[0])));

    [Fact]
    public void Both_ways_give_the_same_events() => Gen.Select(Delta.Array[1, 5], Gen.Int[0, 1]).Sample((deltas, choice) =>
    {
        var (plain, whole) = (Read(deltas, choice, ""), Read(deltas, choice, ",\"own\":1"));
        return plain.SequenceEqual(whole);
    });

    /// <summary>A document costs 2.7 KB.</summary>
    [Theory]
    [InlineData("\"content\":\"a\"", nameof(ChatEvent.TextDelta))]
    [InlineData("\"content\":\"line\\n\"", nameof(ChatEvent.TextDelta))]
    [InlineData("\"content\":\"\",\"reasoning_content\":\"a\"", nameof(ChatEvent.ReasoningDelta))]
    [InlineData("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"a\"}}]", nameof(ChatEvent.ToolCallDelta))]
    public void What_nearly_every_chunk_is_goes_the_short_way(string delta, string kind)
    {
        var (reader, events) = (new AnswerStreamReader(), new List<ChatEvent>(16));
        reader.Read(Encoding.UTF8.GetBytes(Begin), events);
        var chunk = Chunk(delta, 0, "");
        var least = Enumerable.Range(0, 5).Min(_ =>
        {
            events.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            reader.Read(chunk, events);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.Equal(kind, Assert.Single(events).GetType().Name);
        Assert.InRange(least, 1, 300);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Said(string name, string words) => words.Length == 0 ? "" : $"\"{name}\":{words}";

    private static List<string> Read(string[] deltas, int choice, string own)
    {
        var (reader, events) = (new AnswerStreamReader(), new List<ChatEvent>());
        reader.Read(Encoding.UTF8.GetBytes(Begin), events);
        foreach (var delta in deltas)
        {
            reader.Read(Chunk(delta, choice, own), events);
        }

        return [.. events.Select(each => $"{each.GetType().Name} {JsonSerializer.Serialize(each, each.GetType())}")];
    }

    private static byte[] Chunk(string delta, int choice, string own) =>
        Encoding.UTF8.GetBytes($$$"""{"id":"c","model":"m","created":1,"choices":[{"index":{{{choice}}},"delta":{{{{delta}}}},"finish_reason":null{{{own}}}}]}""");
}
