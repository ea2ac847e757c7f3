using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Hunyuan;
using Changeover.Tests.Protocol.ChoiceChunks;
using CsCheck;

namespace Changeover.Tests.Protocol.Hunyuan;

/// <summary>Hunyuan leaves the stop string in the answer; everywhere else the answer ends before it.</summary>
public sealed class HunyuanStopTests
{
    private static readonly Gen<string> Text = Gen.Char["ab\n"].Array[0, 8].Select(letters => new string(letters));

    private static readonly Gen<List<string>> Stops = Gen.Char["ab\n"].Array[1, 5].Select(letters => new string(letters)).List[1, 4];

    [Fact]
    public void However_a_text_is_cut_it_ends_before_the_first_stop_string_that_is_complete() =>
        Gen.Select(Text.List[0, 8], Stops).Sample((pieces, stops) =>
        {
            List<ChatEvent> events = ProviderStream.Read(Open(stops), string.Concat(pieces.Select(piece => Frame(piece))) + Frame("", "stop"));
            string seen = string.Concat(events.OfType<ChatEvent.TextDelta>().Select(delta => delta.Text));

            (string expected, string? found) = Naive(string.Concat(pieces), stops);
            Assert.Equal(expected, seen);
            Assert.Equal(found, Assert.Single(events.OfType<ChatEvent.Finished>()).StopSequence);
        });

    [Fact]
    public void Only_what_may_be_the_beginning_of_a_stop_string_is_kept_back() =>
        Gen.Select(Text.List[1, 8], Stops).Sample((pieces, stops) =>
        {
            IAnswerStreamReader reader = Open(stops);
            string given = "";
            string come = "";
            foreach (string piece in pieces)
            {
                given += Next(reader, piece);
                come += piece;
                string kept = come[given.Length..];
                Assert.True(kept.Length == 0 || stops.Exists(stop => stop.StartsWith(kept, StringComparison.Ordinal) || come.Contains(stop, StringComparison.Ordinal)), kept);
            }
        });

    [Fact]
    public void A_long_stop_string_that_nearly_repeats_itself_costs_no_more_than_any()
    {
        IAnswerStreamReader reader = Open([new string('a', 200_000) + "b"]);

        Assert.Equal(100_000, Next(reader, new string('a', 300_000)).Length);
        Assert.Equal(200_001, Next(reader, "c").Length);
    }

    [Fact]
    public void Empty_stop_strings_stop_nothing() => Assert.Equal("ab", Next(Open(["", "x"]), "abx"));

    private static string Next(IAnswerStreamReader reader, string piece) =>
        string.Concat(ProviderStream.Frames(reader, Frame(piece)).OfType<ChatEvent.TextDelta>().Select(delta => delta.Text));

    private static string Frame(string text, string finish = "") =>
        "data: " + $$$"""{"Choices":[{"Index":0,"Delta":{"Content":{{{JsonValue.Create(text).ToJsonString()}}}},"FinishReason":"{{{finish}}}"}],"Id":"i"}""" + "\n\n";

    private static IAnswerStreamReader Open(IReadOnlyList<string> stops) =>
        new HunyuanDialect().OpenStream(new ChatRequest { OriginalModel = "m", Messages = [], Sampling = new SamplingOptions { Stop = stops } });

    private static (string Text, string? Found) Naive(string text, List<string> stops)
    {
        for (int end = 1; end <= text.Length; end++)
        {
            string? found = stops.Where(stop => text[..end].EndsWith(stop, StringComparison.Ordinal)).MaxBy(stop => stop.Length);
            if (found is not null)
            {
                return (text[..(end - found.Length)], found);
            }
        }

        return (text, null);
    }
}
