using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Changeover.Inference.Constraints.Automaton;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>Fixed text.</summary>
internal static class JsonLiteral
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static GrammarRule Text(string text) => Of(Encoding.UTF8.GetBytes(text), isMark: false);

    /// <summary>Text of a tool call's prefix or suffix, which control tokens may spell.</summary>
    public static GrammarRule Mark(string text) => Of(Encoding.UTF8.GetBytes(text), isMark: true);

    /// <summary>A JSON value without white space.</summary>
    public static GrammarRule Value(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            value.WriteTo(writer);
        }

        return Of(buffer.ToArray(), isMark: false);
    }

    /// <summary>Text as a JSON string.</summary>
    public static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private static GrammarRule Of(byte[] bytes, bool isMark) => new GrammarRule().Or([.. bytes.Select(value => new GrammarPart(ByteSet.Of(value), null, isMark))]);
}
