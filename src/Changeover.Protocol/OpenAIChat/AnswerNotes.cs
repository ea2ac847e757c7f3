using Changeover.Protocol.Chat;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>What a side reader noted of an answer that passes by, streamed or buffered.</summary>
public sealed class AnswerNotes : IAnswerNotes
{
    private const int MaxChoices = 128; // OpenAI's own bound of n

    private FinishReason?[] _finish = new FinishReason?[1];
    private UInt128 _seen;
    private UInt128 _finished;
    private UInt128 _moderated;
    private UsageCount _usage;

    internal AnswerNotes()
    {
    }

    /// <summary>The provider's id of the answer; null = not said.</summary>
    public string? Id { get; internal set; }

    /// <summary>The model that the answer claims to come from; null = not said.</summary>
    public string? ResponseModel { get; internal set; }

    /// <summary>Something to show has come: text, reasoning, a refusal, a call, sound, a vector. A role or an empty string is not.</summary>
    public bool HasContent { get; internal set; }

    /// <inheritdoc />
    public long Pieces { get; internal set; }

    /// <summary>An error that came inside the answer; null = none.</summary>
    public UpstreamError? Error { get; internal set; }

    /// <summary>What it cost in tokens; null = not reported.</summary>
    public TokenUsage? Usage => _usage.ToUsage();

    /// <summary>Why the first finished choice ended; null = none has.</summary>
    public FinishReason? Finish => _finished == 0 ? null : _finish[(int)UInt128.TrailingZeroCount(_finished)];

    /// <summary>Every choice that was seen has finished, and there was no error.</summary>
    internal bool AllFinished => Error is null && _finished != 0 && (_seen & ~_finished) == 0;

    internal ref UsageCount UsageCount => ref _usage;

    /// <summary>Why a choice ended; null = it has not, or there is no such choice.</summary>
    public FinishReason? FinishOf(int choice) => choice >= 0 && choice < _finish.Length ? _finish[choice] : null;

    internal void NoteChoice(int index, FinishReason? finish, bool isModerated)
    {
        if (index is < 0 or >= MaxChoices)
        {
            return;
        }

        UInt128 choice = UInt128.One << index;
        _seen |= choice;
        _moderated |= isModerated ? choice : 0;
        if (finish is not null)
        {
            if (index >= _finish.Length)
            {
                Array.Resize(ref _finish, MaxChoices);
            }

            _finish[index] = FinishReasons.Of(finish, (_moderated & choice) != 0);
            _finished |= choice;
        }
    }

    internal void Reset()
    {
        Array.Clear(_finish);
        _seen = 0;
        _finished = 0;
        _moderated = 0;
        _usage = default;
        Id = null;
        ResponseModel = null;
        HasContent = false;
        Pieces = 0;
        Error = null;
    }
}
