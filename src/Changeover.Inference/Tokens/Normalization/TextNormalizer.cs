using System.Text;

namespace Changeover.Inference.Tokens.Normalization;

/// <summary>
/// NFC and NFKC as Unicode's annex 15 defines them. <see cref="string.Normalize(NormalizationForm)"/> asks ICU, which need not
/// be on the machine; in a program that does without it, it gives back what it was given.
/// </summary>
internal sealed class TextNormalizer
{
    private readonly NormalizationTable _table = NormalizationTable.Unicode;
    private readonly bool _compatible;
    private readonly List<int> _codes = [];
    private readonly List<int> _marks = [];

    private TextNormalizer(bool compatible) => _compatible = compatible;

    /// <summary>The text in <see cref="NormalizationForm.FormC"/> or <see cref="NormalizationForm.FormKC"/>. Half a surrogate pair becomes U+FFFD.</summary>
    public static string Normalize(string text, NormalizationForm form)
    {
        var compatible = form == NormalizationForm.FormKC;
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', compatible ? '\u009F' : '\u02FF'))
        {
            return text; // nothing down here changes
        }

        var normalizer = new TextNormalizer(compatible);
        foreach (var rune in text.EnumerateRunes())
        {
            normalizer.TakeApart(rune.Value);
        }

        normalizer.OrderMarks();
        return normalizer.Compose();
    }

    private void TakeApart(int code)
    {
        var parts = _table.PartsOf(code, _compatible);
        if (parts.Count > 0)
        {
            foreach (var part in parts)
            {
                TakeApart(part);
            }
        }
        else if (_table.ClassOf(code) > 0)
        {
            _marks.Add(code);
        }
        else
        {
            OrderMarks();
            _codes.Add(code);
        }
    }

    // Marks on one character stand in the order of their class; within a class their order means something and is kept.
    private void OrderMarks()
    {
        if (_marks.Count > 0)
        {
            _codes.AddRange(_marks.OrderBy(_table.ClassOf));
            _marks.Clear();
        }
    }

    private string Compose()
    {
        var composed = new List<int>(_codes.Count);
        var (starter, between) = (-1, -1); // where the last starter stands; class of what stands behind it, −1 = nothing
        foreach (var code in _codes)
        {
            var own = _table.ClassOf(code);
            if (starter >= 0 && between < own && _table.Composed(composed[starter], code) is { } both)
            {
                composed[starter] = both;
                continue;
            }

            (starter, between) = own == 0 ? (composed.Count, -1) : (starter, own);
            composed.Add(code);
        }

        var text = new StringBuilder(composed.Count);
        foreach (var code in composed)
        {
            text.Append(new Rune(code));
        }

        return text.ToString();
    }
}
