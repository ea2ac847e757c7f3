using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Changeover.Inference.Templates.Values;

/// <summary>Python's <c>str</c> and <c>repr</c>.</summary>
internal static class PythonText
{
    /// <summary><c>str(value)</c>.</summary>
    public static string Of(object? value) => value switch
    {
        string text => text,
        Undefined => "",
        _ => Repr(value),
    };

    public static string Repr(object? value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return value switch
        {
            null => "None",
            Undefined => "Undefined",
            true => "True",
            false => "False",
            long number => number.ToString(CultureInfo.InvariantCulture),
            BigInteger number => number.ToString(CultureInfo.InvariantCulture),
            double number => Float(number),
            string text => Quote(text),
            ListValue { IsTuple: true, Items: [var only] } => $"({Repr(only)},)",
            ListValue { IsTuple: true } tuple => $"({string.Join(", ", tuple.Items.Select(Repr))})",
            ListValue list => $"[{string.Join(", ", list.Items.Select(Repr))}]",
            DictionaryValue dictionary => $"{{{string.Join(", ", dictionary.Entries.Select(entry => $"{Repr(entry.Key)}: {Repr(entry.Value)}"))}}}",
            _ => $"<{TypeName(value)}>",
        };
    }

    /// <summary>The shortest digits that read back as the same number; an exponent below 1e-4 and from 1e16.</summary>
    public static string Float(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }

        var scientific = number.ToString("E16", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (number != 0 && exponent is < -4 or >= 16)
        {
            var shortest = number.ToString("R", CultureInfo.InvariantCulture);
            var mantissa = shortest.Contains('E', StringComparison.Ordinal) ? shortest[..shortest.IndexOf('E', StringComparison.Ordinal)] : Mantissa(shortest);
            return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        var plain = number.ToString("0.0###################", CultureInfo.InvariantCulture);
        var exact = number.ToString("R", CultureInfo.InvariantCulture);
        return exact.Contains('E', StringComparison.Ordinal) ? plain : exact.Contains('.', StringComparison.Ordinal) ? exact : exact + ".0";
    }

    public static string TypeName(object? value) => value switch
    {
        null => "none",
        Undefined => "an undefined value",
        bool => "a boolean",
        long or BigInteger => "an integer",
        double => "a float",
        string => "text",
        ListValue { IsTuple: true } => "a tuple",
        ListValue => "a list",
        DictionaryValue => "a dict",
        NamespaceValue => "a namespace",
        Callable => "a function",
        _ => "an object",
    };

    private static string Mantissa(string plain)
    {
        var digits = plain.TrimStart('-').Replace(".", "", StringComparison.Ordinal).Trim('0');
        return (plain[0] == '-' ? "-" : "") + digits[0] + (digits.Length > 1 ? "." + digits[1..] : "");
    }

    private static string Quote(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder().Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\\' => result.Append("\\\\"),
                var code when code == quote => result.Append('\\').Append(quote),
                var code when IsPrintable(rune) => result.Append(rune.ToString()),
                < 0x100 => result.Append($"\\x{rune.Value:x2}"),
                < 0x10000 => result.Append($"\\u{rune.Value:x4}"),
                _ => result.Append($"\\U{rune.Value:x8}"),
            };
        }

        return result.Append(quote).ToString();
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
