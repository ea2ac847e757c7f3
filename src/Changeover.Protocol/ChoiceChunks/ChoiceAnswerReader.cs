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
        var reader = new ChoiceStreamReader(isCumulative: false, stops);
        var events = new List<ChatEvent>();
        error = reader.Read(body.Span, events) ?? (events.Count == 0 ? AnswerReader.Malformed() : null);
        reader.Close(events);
        var folder = new AnswerFolder();
        events.ForEach(folder.Add);
        answer = error is null ? folder.ToAnswer() : null;
        return error is null;
    }
}
