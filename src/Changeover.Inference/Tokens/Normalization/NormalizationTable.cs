using System.Globalization;

namespace Changeover.Inference.Tokens.Normalization;

/// <summary>Unicode's mappings, as <c>tools/unicode/normalization.py</c> wrote them into <c>unicode.txt</c>. Its head explains the form.</summary>
internal sealed class NormalizationTable
{
    private static readonly Lazy<NormalizationTable> s_unicode = new(Read);
    private readonly Dictionary<int, int> _classes = [];
    private readonly Dictionary<int, int[]> _canonical = [];
    private readonly Dictionary<int, int[]> _compatible = [];
    private readonly Dictionary<(int, int), int> _composed = [];

    private NormalizationTable()
    {
    }

    /// <summary>Read once, when the first text needs it.</summary>
    public static NormalizationTable Unicode => s_unicode.Value;

    /// <summary>Canonical combining class; 0 = a starter.</summary>
    public int ClassOf(int code) => _classes.GetValueOrDefault(code);

    /// <summary>What a code point is made of, one step; empty = of itself.</summary>
    public IReadOnlyList<int> PartsOf(int code, bool compatible) => Hangul.IsSyllable(code) ? Hangul.PartsOf(code)
        : _canonical.TryGetValue(code, out var parts) || (compatible && _compatible.TryGetValue(code, out parts)) ? parts
        : [];

    /// <summary>What two code points make together; null = nothing.</summary>
    public int? Composed(int first, int second) => _composed.TryGetValue((first, second), out var code) ? code : Hangul.Composed(first, second);

    private static NormalizationTable Read()
    {
        var table = new NormalizationTable();
        using var reader = new StreamReader(typeof(NormalizationTable).Assembly.GetManifestResourceStream("unicode.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split(' ') is [var first, [var kind], .. var entries])
            {
                for (var i = 0; i < entries.Length; i++)
                {
                    table.Add(Hex(first) + i, kind, entries[i]);
                }
            }
        }

        return table;
    }

    private void Add(int code, char kind, string entry)
    {
        if (kind == ':')
        {
            _classes[code] = int.Parse(entry, CultureInfo.InvariantCulture);
            return;
        }

        var parts = Array.ConvertAll(entry.Split('+'), Hex);
        (kind == '~' ? _compatible : _canonical)[code] = parts;
        if (kind == '=')
        {
            _composed[(parts[0], parts[1])] = code;
        }
    }

    private static int Hex(string code) => int.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
