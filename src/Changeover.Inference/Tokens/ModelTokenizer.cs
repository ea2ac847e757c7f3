using System.Text;
using System.Text.RegularExpressions;
using Changeover.Inference.Tokens.Normalization;
using Microsoft.ML.Tokenizers;

namespace Changeover.Inference.Tokens;

/// <summary>Text → token ids as the model was trained: added tokens first, then normalisation, pre-tokenisation and merges. Safe for concurrent use.</summary>
internal sealed class ModelTokenizer
{
    // A noncharacter: never in proper text, so that it can keep a written "<|im_end|>" from being read as one.
    private const char Breaker = '\uFDD0';
    private readonly BpeTokenizer _bpe;
    private readonly NormalizationForm? _normalization;
    private readonly Dictionary<string, int> _added;
    private readonly List<string> _special;
    private readonly Regex? _marks;

    public ModelTokenizer(BpeTokenizer bpe, NormalizationForm? normalization, IReadOnlyList<AddedToken> added, TokenTable table)
    {
        (_bpe, _normalization, Table) = (bpe, normalization, table);
        _added = added.ToDictionary(token => token.Text, token => token.Id, StringComparer.Ordinal);
        _special = [.. added.Where(token => token.IsSpecial && token.Text.Length > 1).Select(token => token.Text)];
        // Longest first, so that one token's text may begin another's.
        var alternatives = added.OrderByDescending(token => token.Text.Length)
            .Select(token => $"{(token.StripsLeft ? @"\s*" : "")}(?<token>{Regex.Escape(token.Text)}){(token.StripsRight ? @"\s*" : "")}");
        _marks = added.Count == 0 ? null : new Regex(string.Join('|', alternatives), RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
    }

    public TokenTable Table { get; }

    /// <summary>The id of an added token; null when the vocabulary has none of that text.</summary>
    public int? AddedId(string? text) => text is not null && _added.TryGetValue(text, out var id) ? id : null;

    /// <summary>Token ids of a rendered prompt; control tokens spelled in it become control tokens.</summary>
    public List<int> Encode(string text)
    {
        var ids = new List<int>(text.Length / 3);
        var done = 0;
        for (var mark = _marks?.Match(text); mark is { Success: true }; mark = mark.NextMatch())
        {
            EncodePlain(text[done..mark.Index], ids);
            ids.Add(_added[mark.Groups["token"].Value]);
            done = mark.Index + mark.Length;
        }

        EncodePlain(text[done..], ids);
        return ids;
    }

    /// <summary>Makes text from outside harmless: a control token spelled in it stays text when the prompt around it is encoded.</summary>
    public string Disarm(string text) =>
        _special.Aggregate(text, (current, token) => current.Replace(token, token[..1] + Breaker + token[1..], StringComparison.Ordinal));

    private void EncodePlain(string text, List<int> ids)
    {
        if (text.Length > 0)
        {
            var plain = text.Replace(Breaker.ToString(), "", StringComparison.Ordinal);
            ids.AddRange(_bpe.EncodeToIds(_normalization is { } form ? TextNormalizer.Normalize(plain, form) : plain, considerPreTokenization: true, considerNormalization: false));
        }
    }
}
