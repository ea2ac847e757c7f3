namespace Changeover.Inference.Answering;

/// <summary>
/// Tells text, reasoning and tool calls apart in a generated stream, by the marks of the Hermes and Qwen templates. White
/// space around the marks belongs to them. Marks may arrive in any number of parts.
/// </summary>
internal sealed class AnswerParser(AnswerForm form)
{
    public const string ToolCallStart = "<tool_call>", ToolCallEnd = "</tool_call>";
    public const string ThinkStart = "<think>";
    private const string ThinkEnd = "</think>";

    private State _state = form.StartsInReasoning ? State.BeforeReasoning : form.MayReason ? State.Opening : State.BeforeText;
    private string _held = "";
    private int _end;

    private enum State
    {
        Opening,
        BeforeReasoning,
        Reasoning,
        AfterMark,
        BeforeText,
        Text,
        ToolCall,
    }

    public bool InReasoning => _state is State.BeforeReasoning or State.Reasoning;

    /// <summary>More generated text in; the pieces that it completes out.</summary>
    public List<AnswerPiece> Push(string text)
    {
        _held += text;
        var pieces = new List<AnswerPiece>();
        while (Step(pieces))
        {
        }

        return pieces;
    }

    /// <summary>No more text comes: what was held is what it looks like, a tool call without its end is text.</summary>
    public List<AnswerPiece> Finish()
    {
        var pieces = new List<AnswerPiece>();
        if (_state == State.ToolCall)
        {
            Reopen();
        }

        if (_state is not (State.AfterMark or State.BeforeReasoning))
        {
            Take(pieces, _state == State.Reasoning ? PieceKind.Reasoning : PieceKind.Text, _held.Length);
        }

        return pieces;
    }

    // One transition; false when more text is needed.
    private bool Step(List<AnswerPiece> pieces)
    {
        var begins = _held.AsSpan().TrimStart();
        switch (_state)
        {
            case State.Opening when begins.StartsWith(ThinkStart, StringComparison.Ordinal):
                Skip(_held.Length - begins.Length + ThinkStart.Length);
                return Go(State.BeforeReasoning);
            case State.Opening:
                return !ThinkStart.AsSpan().StartsWith(begins, StringComparison.Ordinal) && Go(State.BeforeText);
            case State.BeforeReasoning or State.AfterMark:
                Skip(_held.Length - begins.Length);
                return _held.Length > 0 && Go(_state == State.AfterMark ? State.Text : State.Reasoning);
            case State.Reasoning:
                return Until(pieces, ThinkEnd, PieceKind.Reasoning) && Go(State.AfterMark);
            case State.BeforeText when form.ToolNames.Count > 0 && ToolCallStart.AsSpan().StartsWith(begins[..Math.Min(begins.Length, ToolCallStart.Length)], StringComparison.Ordinal):
                // White space that opens the answer is the tool call's if one follows, else the text's.
                if (begins.Length >= ToolCallStart.Length)
                {
                    Skip(_held.Length - begins.Length);
                    return Go(State.Text);
                }

                return false;
            case State.BeforeText:
                return _held.Length > 0 && Go(State.Text);
            case State.Text when form.ToolNames.Count > 0:
                return Until(pieces, ToolCallStart, PieceKind.Text) && Go(State.ToolCall);
            case State.Text:
                Take(pieces, PieceKind.Text, _held.Length);
                return false;
            default:
                var close = _held.IndexOf(ToolCallEnd, StringComparison.Ordinal);
                return close >= 0 && Go(TakeToolCall(pieces, close));
        }
    }

    private State TakeToolCall(List<AnswerPiece> pieces, int close)
    {
        if (ToolCallText.TryRead(_held[..close], form.ToolNames) is not var (name, arguments))
        {
            Reopen();
            Take(pieces, PieceKind.Text, ToolCallStart.Length + close + ToolCallEnd.Length);
            return State.Text;
        }

        Skip(close + ToolCallEnd.Length);
        pieces.Add(new AnswerPiece(PieceKind.ToolCall, arguments, _end, name));
        return State.AfterMark;
    }

    // The mark was consumed, but what follows it is no tool call: it is text again.
    private void Reopen()
    {
        _held = ToolCallStart + _held;
        _end -= ToolCallStart.Length;
    }

    private bool Until(List<AnswerPiece> pieces, string mark, PieceKind kind)
    {
        var at = _held.IndexOf(mark, StringComparison.Ordinal);
        Take(pieces, kind, at >= 0 ? at : _held.Length - HoldBack.Length(_held, mark));
        if (at >= 0)
        {
            Skip(mark.Length);
        }

        return at >= 0;
    }

    private bool Go(State next)
    {
        _state = next;
        return true;
    }

    private void Take(List<AnswerPiece> pieces, PieceKind kind, int length)
    {
        if (length > 0)
        {
            pieces.Add(new AnswerPiece(kind, _held[..length], _end + length));
            Skip(length);
        }
    }

    private void Skip(int length)
    {
        _held = _held[length..];
        _end += length;
    }
}
