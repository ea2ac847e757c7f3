using System.Numerics.Tensors;
using Changeover.Inference.Constraints;

namespace Changeover.Inference.Sampling;

/// <summary>
/// Chooses the next token of one answer. In this order, as the usual servers do: mask, logit bias, penalties, temperature,
/// top-k, top-p, min-p, draw. One per answer, not thread-safe.
/// </summary>
internal sealed class TokenSampler
{
    private readonly SamplingPlan _plan;
    private readonly Pcg32 _random;
    private readonly float[] _logits;
    private readonly float[] _weights;
    private readonly List<int> _candidates = [];
    private readonly HashSet<int> _prompt;
    private readonly Dictionary<int, int> _generated = [];

    /// <param name="plan">The request's wishes.</param>
    /// <param name="random">This answer's own chance.</param>
    /// <param name="prompt">Token ids of the prompt: the repetition penalty counts them too, the other two do not.</param>
    /// <param name="vocabulary">Number of token ids.</param>
    public TokenSampler(SamplingPlan plan, Pcg32 random, IReadOnlyList<int> prompt, int vocabulary)
    {
        (_plan, _random) = (plan, random);
        _logits = new float[vocabulary];
        _weights = plan.Temperature > 0 ? new float[vocabulary] : [];
        _prompt = plan.RepetitionPenalty != 1 ? [.. prompt] : [];
    }

    /// <summary>The next token.</summary>
    /// <param name="logits">The model's logits; left as they are.</param>
    /// <param name="allowed">What a constraint leaves; null = everything.</param>
    public int Next(ReadOnlySpan<float> logits, TokenMask? allowed)
    {
        logits.CopyTo(_logits);
        if (allowed is not null)
        {
            Mask(allowed);
        }

        foreach (var (token, bias) in _plan.LogitBias)
        {
            _logits[token] += (float)bias;
        }

        if (_plan.HasPenalties)
        {
            Penalise();
        }

        var chosen = _plan.Temperature > 0 ? Draw() : TensorPrimitives.IndexOfMax<float>(_logits);
        _generated[chosen] = _generated.GetValueOrDefault(chosen) + 1;
        return chosen;
    }

    private void Mask(TokenMask allowed)
    {
        for (var token = 0; token < _logits.Length; token++)
        {
            if (!allowed[token])
            {
                _logits[token] = float.NegativeInfinity;
            }
        }
    }

    private void Penalise()
    {
        foreach (var token in _plan.RepetitionPenalty == 1 ? [] : _prompt.Union(_generated.Keys))
        {
            // Away from zero is up for one sign and down for the other; a penalty is always down.
            _logits[token] = (float)(_logits[token] > 0 ? _logits[token] / _plan.RepetitionPenalty : _logits[token] * _plan.RepetitionPenalty);
        }

        foreach (var (token, count) in _generated)
        {
            _logits[token] -= (float)(count * _plan.FrequencyPenalty + _plan.PresencePenalty);
        }
    }

    private int Draw()
    {
        TensorPrimitives.Divide(_logits, (float)_plan.Temperature, _logits);
        TensorPrimitives.Subtract(_logits, TensorPrimitives.Max<float>(_logits), _logits);
        TensorPrimitives.Exp<float>(_logits, _weights); // relative to the best, whose weight is 1
        SelectCandidates();
        var mark = _random.NextDouble() * _candidates.Sum(token => (double)_weights[token]);
        foreach (var token in _candidates)
        {
            mark -= _weights[token];
            if (mark < 0)
            {
                return token;
            }
        }

        return _candidates[^1];
    }

    /// <summary>
    /// Top-k and top-p need the likeliest tokens in order, but sorting a whole vocabulary for every token would cost more
    /// than a small model does: only tokens within reach of the best are sorted, and the reach grows until they hold enough.
    /// </summary>
    private void SelectCandidates()
    {
        if (_plan.TopK <= 0 && _plan.TopP >= 1)
        {
            Collect((float)_plan.MinP);
            return;
        }

        for (var reach = 1e-3f; !TrySelect(reach); reach = reach < 1e-12f ? 0 : reach * 1e-3f)
        {
        }
    }

    private bool TrySelect(float reach)
    {
        Collect(reach);
        _candidates.Sort((a, b) => _weights[a] == _weights[b] ? a.CompareTo(b) : _weights[b].CompareTo(_weights[a]));
        double total = TensorPrimitives.Sum<float>(_weights);
        if (_plan.TopK > 0)
        {
            if (_candidates.Count < _plan.TopK && reach > 0)
            {
                return false;
            }

            Keep(_plan.TopK);
            total = _candidates.Sum(token => (double)_weights[token]);
        }

        var sum = 0.0;
        var nucleus = _candidates.FindIndex(token => (sum += _weights[token]) >= _plan.TopP * total);
        if (_plan.TopP < 1 && nucleus < 0 && reach > 0)
        {
            return false;
        }

        Keep(_plan.TopP < 1 && nucleus >= 0 ? nucleus + 1 : _candidates.Count);
        Keep(Math.Max(1, _candidates.FindLastIndex(token => _weights[token] >= _plan.MinP) + 1));
        return true;
    }

    private void Collect(float reach)
    {
        _candidates.Clear();
        for (var token = 0; token < _weights.Length; token++)
        {
            if (_weights[token] >= reach && _weights[token] > 0)
            {
                _candidates.Add(token);
            }
        }
    }

    private void Keep(int count)
    {
        if (count < _candidates.Count)
        {
            _candidates.RemoveRange(count, _candidates.Count - count);
        }
    }
}
