namespace Changeover.Protocol.Chat;

/// <summary>What is noted of an answer while it passes.</summary>
public interface IAnswerNotes
{
    /// <summary>Provider's id of the answer; null = not seen.</summary>
    string? Id { get; }

    /// <summary>The model that the answer claims; null = not seen.</summary>
    string? ResponseModel { get; }

    /// <summary>Of the first choice; null = not seen.</summary>
    FinishReason? Finish { get; }

    /// <summary>null = not reported so far.</summary>
    TokenUsage? Usage { get; }

    /// <summary>Pieces of content that a stream has brought; most providers send one token in each. 0 for a whole body.</summary>
    long Pieces { get; }
}
