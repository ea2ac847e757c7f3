using Changeover.Inference.Answering;
using Changeover.Inference.Constraints;
using Changeover.Inference.Sampling;
using Changeover.Inference.Tokens;
using Changeover.Protocol.Chat;

namespace Changeover.Inference.Scheduling;

/// <summary>One answer being generated: it takes logits and chooses tokens until it ends.</summary>
internal sealed class Choice
{
    private readonly Generation _generation;
    private readonly TokenTable _tokens;
    private readonly IReadOnlySet<int> _ends;
    private readonly TokenSampler _sampler;
    private readonly ChoiceWriter _writer;
    private readonly ITokenConstraint? _constraint;
    private readonly TokenMask? _allowed;

    public Choice(Generation generation, int index, TokenTable tokens, IReadOnlySet<int> ends, IdSource ids)
    {
        (_generation, _tokens, _ends) = (generation, tokens, ends);
        _sampler = new TokenSampler(generation.Sampling, new Pcg32(generation.Seed, (ulong)index), generation.Prompt, tokens.Count);
        _writer = new ChoiceWriter(index, generation.Form, ids, generation.Emit);
        _constraint = generation.Constraint?.Invoke();
        _allowed = _constraint is null ? null : new TokenMask(tokens.Count);
    }

    public Generation Generation => _generation;

    /// <summary>The token that was chosen last and that the model has not seen yet.</summary>
    public int Pending { get; private set; }

    /// <summary>Tokens chosen, the end token included.</summary>
    public int Generated { get; private set; }

    public int ReasoningTokens => _writer.ReasoningTokens;

    public bool IsFinished { get; private set; }

    /// <summary>Wants another token.</summary>
    public bool IsRunning => !IsFinished && !_generation.Cancelled.IsCancellationRequested;

    /// <summary>Chooses the next token from the logits and writes what it adds to the answer.</summary>
    public void Accept(ReadOnlySpan<float> logits)
    {
        Pending = _sampler.Next(logits, Allowed());
        Generated++;
        if (_ends.Contains(Pending))
        {
            Finish(FinishReason.Stop);
            return;
        }

        _constraint?.Accept(Pending);
        var logprob = _generation.Logprobs ? LogprobReport.Of(logits, Pending, _generation.TopLogprobs, _tokens) : null;
        if (!_writer.Push(_tokens.IsSpecial(Pending) ? [] : _tokens.Bytes(Pending), logprob))
        {
            Finish(FinishReason.Stop);
        }
        else if (Generated == _generation.MaxTokens)
        {
            Finish(FinishReason.Length);
        }
    }

    private void Finish(FinishReason reason)
    {
        IsFinished = true;
        _writer.Finish(reason);
        _generation.CompleteWhenDone();
    }

    private TokenMask? Allowed()
    {
        if (_constraint is null || _allowed is null)
        {
            return null;
        }

        _allowed.Clear();
        _constraint.FillAllowed(_allowed);
        if (_constraint.CanEnd)
        {
            foreach (var end in _ends)
            {
                _allowed.Allow(end);
            }
        }

        return _allowed;
    }
}
