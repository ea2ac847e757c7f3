using Changeover.Protocol.Chat;
using Changeover.Protocol.Sse;

namespace Changeover.Protocol.Dialects;

/// <summary>A streamed answer: frames → events in the order that <see cref="ChatEvent"/> states, whatever the provider sends. Keeps no text of the answer; one per stream.</summary>
public interface IAnswerStreamReader
{
    /// <summary>Adds the events of one frame. Bad input ends in <see cref="ChatEvent.Failed"/>, never in an exception; nothing follows that.</summary>
    void Read(in SseFrame frame, ICollection<ChatEvent> events);

    /// <summary>The provider has said its terminal event: what follows on the connection does not matter.</summary>
    bool HasEnded { get; }

    /// <summary>The stream is over: adds the usage if it was not told yet, or <see cref="ChatEvent.Failed"/> (type <c>stream_interrupted</c>) if a choice did not finish. Idempotent.</summary>
    void End(ICollection<ChatEvent> events);
}
