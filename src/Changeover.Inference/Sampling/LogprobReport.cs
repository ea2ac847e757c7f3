using System.Numerics.Tensors;
using System.Text;
using Changeover.Inference.Tokens;
using Changeover.Protocol.Chat;

namespace Changeover.Inference.Sampling;

/// <summary>Log-probabilities as the model gave them: before bias, penalties, temperature and masks.</summary>
internal static class LogprobReport
{
    /// <summary>The chosen token and the <paramref name="top"/> likeliest.</summary>
    public static TokenLogprob Of(ReadOnlySpan<float> logits, int chosen, int top, TokenTable tokens)
    {
        var best = TensorPrimitives.Max(logits);
        var mass = 0.0;
        foreach (var logit in logits)
        {
            mass += Math.Exp(logit - best);
        }

        var offset = best + Math.Log(mass);
        var likeliest = Best(logits, top).ConvertAll(candidate => Entry(candidate.Token, candidate.Logit - offset, tokens));
        return Entry(chosen, logits[chosen] - offset, tokens) with { Top = likeliest };
    }

    private static TokenLogprob Entry(int token, double logprob, TokenTable tokens)
    {
        var bytes = tokens.Bytes(token).ToArray();
        return new TokenLogprob(Encoding.UTF8.GetString(bytes), logprob, bytes);
    }

    private static List<(int Token, float Logit)> Best(ReadOnlySpan<float> logits, int count)
    {
        var best = new PriorityQueue<int, float>();
        for (var token = 0; count > 0 && token < logits.Length; token++)
        {
            if (best.Count < count)
            {
                best.Enqueue(token, logits[token]);
            }
            else
            {
                best.EnqueueDequeue(token, logits[token]);
            }
        }

        var ordered = new List<(int Token, float Logit)>();
        while (best.TryDequeue(out var token, out var logit))
        {
            ordered.Insert(0, (token, logit));
        }

        return ordered;
    }
}
