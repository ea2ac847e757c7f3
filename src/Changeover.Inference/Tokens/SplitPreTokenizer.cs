using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Changeover.Inference.Tokens;

/// <summary>Cuts text into the pieces that merges never cross: each pattern in turn cuts what the one before left; matches and the gaps between them are pieces alike.</summary>
internal sealed class SplitPreTokenizer(IReadOnlyList<Regex> patterns) : PreTokenizer
{
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text) =>
        patterns.Aggregate<Regex, IEnumerable<(int Offset, int Length)>>([(0, text.Length)],
            (pieces, pattern) => pieces.SelectMany(piece => Cut(text, piece, pattern)));

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    private static IEnumerable<(int Offset, int Length)> Cut(string text, (int Offset, int Length) piece, Regex pattern)
    {
        // A pattern sees its piece only, as if nothing stood around it.
        var part = text.Substring(piece.Offset, piece.Length);
        var done = 0;
        for (var match = pattern.Match(part); match.Success; match = match.NextMatch())
        {
            if (match.Index > done)
            {
                yield return (piece.Offset + done, match.Index - done);
            }

            if (match.Length > 0)
            {
                yield return (piece.Offset + match.Index, match.Length);
            }

            done = match.Index + match.Length;
        }

        if (done < part.Length)
        {
            yield return (piece.Offset + done, part.Length - done);
        }
    }
}
