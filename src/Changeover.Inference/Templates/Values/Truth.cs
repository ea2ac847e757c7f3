using System.Numerics;

namespace Changeover.Inference.Templates.Values;

/// <summary>Python's truth of a value.</summary>
internal static class Truth
{
    public static bool Of(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        BigInteger number => !number.IsZero,
        string text => text.Length > 0,
        ListValue list => list.Items.Count > 0,
        DictionaryValue dictionary => dictionary.Count > 0,
        _ => true,
    };
}
