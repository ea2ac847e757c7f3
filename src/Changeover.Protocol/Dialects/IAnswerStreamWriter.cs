using System.Buffers;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Dialects;

/// <summary>A streamed answer: events → bytes, in the legal order of its dialect whatever the order of the events. Keeps no text of the answer; one per stream.</summary>
public interface IAnswerStreamWriter : IDisposable
{
    /// <summary>Media type of the stream.</summary>
    string ContentType { get; }

    /// <summary>Writes what one event makes, which may be nothing yet.</summary>
    void Write(ChatEvent step, IBufferWriter<byte> output);

    /// <summary>The answer is whole: closes what is open, writes usage where the dialect has a place for it, and the terminal event.</summary>
    void End(IBufferWriter<byte> output);

    /// <summary>The answer broke off: the dialect's own error event, and what its clients need behind it. Nothing is written after it.</summary>
    void Fail(ClientError error, IBufferWriter<byte> output);
}
