namespace Changeover.Protocol.OpenAIChat;

/// <summary>What a buffered body is.</summary>
public enum AnswerVerdict
{
    /// <summary>An answer that ends as it should.</summary>
    Answer,

    /// <summary>The shape of an answer, with no choice or vector in it, or a choice that never finished.</summary>
    Incomplete,

    /// <summary>An error, whatever the HTTP status says.</summary>
    Error,

    /// <summary>Not one JSON object.</summary>
    Malformed,
}
