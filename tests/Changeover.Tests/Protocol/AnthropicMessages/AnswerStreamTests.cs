using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.AnthropicMessages;

public sealed class AnswerStreamTests
{
    [Fact]
    public void Events_survive_the_wire_however_it_is_cut() =>
        Gen.Select(TurnGen.Stream, Gen.Int[0, 5000].List[0, 6], Gen.OneOf("\n", "\r\n"), Gen.Bool).Sample((events, cuts, lineEnd, asSegments) =>
        {
            string stream = MessageStream.Write(events, MessageStream.Thinking);
            AnthropicGrammar.Check(stream);
            byte[] bytes = Encoding.UTF8.GetBytes(stream.Replace("\n", lineEnd, StringComparison.Ordinal));
            List<ChatEvent> whole = MessageStream.Read([bytes]);
            EventGrammar.Check(whole);
            Assert.Equal(AnswerText.Of(events), AnswerText.Of(whole));
            Assert.Equal(whole, MessageStream.Read(Chunks.Split(bytes, cuts), asSegments));
        });

    [Fact]
    public void The_order_is_legal_whatever_the_order_of_the_events() =>
        Gen.Select(EventGen.Stream, Gen.Bool).Sample((events, thinks) =>
            AnthropicGrammar.Check(MessageStream.Write(events, thinks ? MessageStream.Thinking : MessageStream.Plain)));

    [Fact]
    public void A_stream_cut_anywhere_ends_in_a_failure_or_is_whole() =>
        Gen.Select(TurnGen.Stream, Gen.Int[0, 100_000]).Sample((events, at) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(MessageStream.Write(events, MessageStream.Thinking));
            List<ChatEvent> read = MessageStream.Read([bytes[..(at % bytes.Length)]]);
            EventGrammar.Check(read);
            Assert.True(read[^1] is ChatEvent.Failed || read.OfType<ChatEvent.Finished>().Count() == 1);
        });

    [Fact]
    public void Mutated_streams_never_throw() =>
        Gen.Select(TurnGen.Stream, Gen.Select(Gen.Int[0, 5000], Gen.Byte).List[1, 5]).Sample((events, changes) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(MessageStream.Write(events, MessageStream.Thinking));
            foreach ((int at, byte value) in changes)
            {
                bytes[at % bytes.Length] = value;
            }

            EventGrammar.Check(MessageStream.Read([bytes]));
        });
}
