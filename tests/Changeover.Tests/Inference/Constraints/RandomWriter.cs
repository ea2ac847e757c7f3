using System.Text;
using Changeover.Inference.Constraints;
using Changeover.Inference.Tokens;

namespace Changeover.Tests.Inference.Constraints;

/// <summary>A model that picks any allowed token, as an untrained one might.</summary>
internal static class RandomWriter
{
    /// <summary>The text that a run ends with; fails where nothing is allowed and the text is not complete.</summary>
    public static string Write(CompiledConstraint constraint, TokenTable vocabulary, Random random, int limit = 100_000)
    {
        var run = constraint.Start();
        var bytes = new List<byte>();
        for (var step = 0; step < limit; step++)
        {
            var allowed = Allowed(run, vocabulary);
            Assert.True(allowed.Count > 0 || run.CanEnd, $"Stuck behind: {Encoding.UTF8.GetString([.. bytes])}");
            if (run.CanEnd && (allowed.Count == 0 || random.Next(2) == 0))
            {
                return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]);
            }

            // One quote in ten steps keeps texts short; everything else is even chance.
            var token = random.Next(10) == 0 && allowed.Contains('"') ? '"' : allowed[random.Next(allowed.Count)];
            run.Accept(token);
            bytes.AddRange(vocabulary.Bytes(token));
        }

        throw new InvalidOperationException($"Not complete after {limit} tokens: {Encoding.UTF8.GetString([.. bytes.Take(300)])}");
    }

    public static List<int> Allowed(ITokenConstraint run, TokenTable vocabulary)
    {
        var mask = new TokenMask(vocabulary.Count);
        run.FillAllowed(mask);
        return [.. Enumerable.Range(0, vocabulary.Count).Where(token => mask[token])];
    }

    /// <summary>Whether the constraint lets a text through, whole, byte by byte.</summary>
    public static bool Accepts(CompiledConstraint constraint, string text)
    {
        var run = constraint.Start();
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (!Allowed(run, Vocabularies.Bytes).Contains(value))
            {
                return false;
            }

            run.Accept(value);
        }

        return run.CanEnd;
    }
}
