using System.Text;
using Changeover.Inference.Tokens;

namespace Changeover.Tests.Inference.Constraints;

/// <summary>Vocabularies to constrain.</summary>
internal static class Vocabularies
{
    /// <summary>One token for every byte.</summary>
    public static readonly TokenTable Bytes = new([.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value })], []);

    /// <summary>Ids of the control tokens of <see cref="Pieces"/>.</summary>
    public const int OpenCall = 256;
    public const int CloseCall = 257;
    public const int Hole = 258;

    /// <summary>Every byte, two control tokens, a hole, and thousands of longer pieces: words, JSON punctuation, parts of characters.</summary>
    public static readonly TokenTable Pieces = new([.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), "<tool_call>"u8.ToArray(), "</tool_call>"u8.ToArray(), null, .. Longer()], [OpenCall, CloseCall]);

    private static IEnumerable<byte[]> Longer()
    {
        var random = new Random(7);
        string[] fixedPieces = ["{\"", "\":", "\": ", "\": \"", "\", \"", "\"}", "}}", "]}", "[{", "[[", "],", ", ", "true", "false", "null", "tru", "\\\"", "\\n", "\\u00", "12", "007", "-1", ".5", "e+1", "1e", "{}", "[]", "name", "\"name\": ", "arguments", "<tool_call>\n", "é", "日本", "🙂", "🙂\"", "2024-", "-01", "@a.", "\":{\"", "\":[", "a\"", "ab", "abc", " a", "  ", "\n", "\u001f"];
        foreach (var piece in fixedPieces)
        {
            yield return Encoding.UTF8.GetBytes(piece);
        }

        var alphabet = Encoding.UTF8.GetBytes("abcdxyz0123456789\"\"\\{}[]:,, -.é日🙂");
        for (var i = 0; i < 3000; i++)
        {
            yield return [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => alphabet[random.Next(alphabet.Length)])];
        }
    }
}
