namespace Changeover.Protocol.OpenAIChat;

/// <summary>Reads a buffered answer that is passed on as it is: chat, completion or embedding.</summary>
public sealed class AnswerObserver
{
    /// <summary>What was noted.</summary>
    public AnswerNotes Notes { get; } = new();

    /// <summary>The top-level <c>usage</c> property with the comma that goes with it; empty = absent.</summary>
    public ByteRange UsageRange { get; private set; }

    /// <summary>Looks at a whole body. Blank lines before it, which DeepSeek sends to keep a connection alive, are allowed.</summary>
    public AnswerVerdict Observe(ReadOnlySpan<byte> body, RequestKind kind)
    {
        var pass = new AnswerPass(body, Notes);
        if (!pass.TryRun())
        {
            return AnswerVerdict.Malformed;
        }

        UsageRange = pass.UsageRange;
        Notes.Error = pass.Error();
        if (Notes.Error is not null)
        {
            return AnswerVerdict.Error;
        }

        bool isWhole = kind == RequestKind.Embedding ? Notes.HasContent : Notes.AllFinished;
        return isWhole ? AnswerVerdict.Answer : AnswerVerdict.Incomplete;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        Notes.Reset();
        UsageRange = default;
    }
}
