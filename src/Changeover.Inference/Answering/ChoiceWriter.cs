using System.Text;
using Changeover.Protocol.Chat;

namespace Changeover.Inference.Answering;

/// <summary>Turns the tokens of one answer into events: whole characters only, stop strings held back, reasoning and tool calls told apart.</summary>
internal sealed class ChoiceWriter(int choice, AnswerForm form, IdSource ids, Action<ChatEvent> emit)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly AnswerParser _parser = new(form);
    private readonly StopFilter _stop = new(form.Stop);
    private readonly Queue<(int End, TokenLogprob Logprob)> _logprobs = new();
    private int _decoded;
    private int _textEnd;
    private int _toolCalls;

    /// <summary>Tokens of reasoning so far, its marks included.</summary>
    public int ReasoningTokens { get; private set; }

    /// <summary>One more token, as its bytes (none for a control token). False: the answer ends here.</summary>
    public bool Push(ReadOnlySpan<byte> bytes, TokenLogprob? logprob)
    {
        Span<char> characters = stackalloc char[bytes.Length + 2];
        var text = new string(characters[.._decoder.GetChars(bytes, characters, flush: false)]);
        _decoded += text.Length;
        if (logprob is not null)
        {
            _logprobs.Enqueue((_decoded, logprob));
        }

        var reasoned = _parser.InReasoning;
        var goesOn = _parser.Push(text).TrueForAll(Write);
        ReasoningTokens += reasoned || _parser.InReasoning ? 1 : 0;
        return goesOn;
    }

    /// <summary>The answer is over. Bytes of an unfinished character are dropped.</summary>
    public void Finish(FinishReason reason)
    {
        if (!_stop.Hit)
        {
            _parser.Finish().TrueForAll(Write);
            Show(_stop.Finish(), _decoded);
        }

        var rest = TakeLogprobs(int.MaxValue);
        if (rest is { Count: > 0 } && !_stop.Hit && _toolCalls == 0)
        {
            emit(new ChatEvent.TextDelta(choice, "") { Logprobs = rest });
        }

        emit(new ChatEvent.Finished(choice, _toolCalls > 0 && reason == FinishReason.Stop ? FinishReason.ToolCalls : reason));
    }

    private bool Write(AnswerPiece piece)
    {
        switch (piece.Kind)
        {
            case PieceKind.Text:
                _textEnd = piece.End;
                var safe = _stop.Push(piece.Text);
                Show(safe, piece.End - _stop.Held);
                return !_stop.Hit;
            case PieceKind.Reasoning:
                TakeLogprobs(piece.End);
                emit(new ChatEvent.ReasoningDelta(choice, piece.Text));
                return true;
            default:
                Show(_stop.Finish(), _textEnd);
                TakeLogprobs(piece.End);
                emit(new ChatEvent.ToolCallStarted(choice, _toolCalls, ids.Next("call_"), piece.Tool!));
                emit(new ChatEvent.ToolCallDelta(choice, _toolCalls, piece.Text));
                _toolCalls++;
                return !form.OneToolCall;
        }
    }

    private void Show(string text, int end)
    {
        if (text.Length > 0)
        {
            emit(new ChatEvent.TextDelta(choice, text) { Logprobs = TakeLogprobs(end) });
        }
    }

    private List<TokenLogprob>? TakeLogprobs(int end)
    {
        List<TokenLogprob>? taken = null;
        while (_logprobs.TryPeek(out var next) && next.End <= end)
        {
            (taken ??= []).Add(_logprobs.Dequeue().Logprob);
        }

        return taken;
    }
}
