using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.ChoiceChunks;

/// <summary>A whole answer of DashScope or Hunyuan: a stream of one chunk.</summary>
internal static class ChoiceAnswerReader
{
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        IReadOnlyList<string> stops,
        [NotNullWhen(true)] out ChatAnswer? answer,
        [NotNullWhen(false)] out UpstreamError? error)
    {
        answer = null;
        var reader = new ChoiceStreamReader(isCumulative: false, stops);
        var events = new List<ChatEvent>();
        if (!reader.TryRead(body.Span, events))
        {
            error = ErrorReader.Read(200, body.Span, null, default);
            return false;
        }

        reader.Close(events);
        var folder = new AnswerFolder();
        events.ForEach(folder.Add);
        error = folder.Error ?? (events.OfType<ChatEvent.Started>().Any() ? null : AnswerReader.Malformed());
        answer = error is null ? folder.ToAnswer() : null;
        return error is null;
    }
}
