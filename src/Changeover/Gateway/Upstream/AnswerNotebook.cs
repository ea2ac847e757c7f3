using Changeover.Gateway.Conversations;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Embeddings;

namespace Changeover.Gateway.Upstream;

/// <summary>What is noted of an answer while its events pass.</summary>
/// <param name="turn">Gathers what the conversation may need again; null = nothing does.</param>
internal sealed class AnswerNotebook(TurnRecorder? turn = null) : IAnswerNotes
{
    /// <inheritdoc />
    public string? Id { get; private set; }

    /// <inheritdoc />
    public string? ResponseModel { get; private set; }

    /// <inheritdoc />
    public FinishReason? Finish { get; private set; }

    /// <inheritdoc />
    public TokenUsage? Usage { get; private set; }

    /// <summary>Something came that a user would see, or a finish.</summary>
    public bool HasContent { get; private set; }

    /// <inheritdoc />
    public long Pieces { get; private set; }

    /// <summary>Notes one event.</summary>
    public void Note(ChatEvent step)
    {
        turn?.Note(step);
        switch (step)
        {
            case ChatEvent.Started started:
                Id = NullIfEmpty(started.Id);
                ResponseModel = NullIfEmpty(started.ResponseModel);
                break;
            case ChatEvent.Usage usage:
                Usage = usage.Tokens;
                break;
            case ChatEvent.Finished finished:
                Finish = finished.Choice == 0 ? finished.Reason : Finish ?? finished.Reason;
                HasContent = true;
                break;
            case ChatEvent.Failed:
                break;
            default:
                HasContent = true;
                Pieces++;
                break;
        }
    }

    /// <summary>Notes a whole answer.</summary>
    public void Note(ChatAnswer answer)
    {
        turn?.Note(answer);
        Id = NullIfEmpty(answer.Id);
        ResponseModel = NullIfEmpty(answer.ResponseModel);
        Finish = answer.Choices.Count > 0 ? answer.Choices[0].FinishReason : null;
        Usage = answer.Usage;
        HasContent = true;
    }

    /// <summary>Notes vectors.</summary>
    public void Note(EmbeddingAnswer answer)
    {
        ResponseModel = NullIfEmpty(answer.ResponseModel);
        Usage = answer.Usage;
        HasContent = true;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
