using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>Content blocks that are parts of a message; calls and results of tools are not among them.</summary>
internal static class BlockReader
{
    /// <summary>What <c>content</c> and <c>system</c> hold: a text or a list of blocks; empty when absent.</summary>
    public static List<ContentPart> ReadContent(JsonFields fields, string name) =>
        fields.Any(name) is { ValueKind: JsonValueKind.String } text
            ? [new ContentPart.Text(text.GetString()!)]
            : [.. fields.Items(name).Select(item => Read(item.Element, item.Path, fields.Faults))];

    /// <summary>Thinking without a signature comes back without a <see cref="ContentPart.Seal"/>; what is in one is left as it was written.</summary>
    public static ContentPart Read(JsonElement element, string path, FaultSink faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.WrongType(path, "an object");
            return new ContentPart.Text("");
        }

        var fields = new JsonFields(element, path, faults);
        string type = fields.RequiredText("type");
        ContentPart? part = type switch
        {
            "text" => new ContentPart.Text(fields.RequiredText("text")),
            "image" => SourceReader.ReadImage(fields),
            "document" => SourceReader.ReadDocument(fields),
            "thinking" => new ContentPart.Reasoning(fields.RequiredText("thinking")) { Seal = ReadSeal(fields.Text("signature")) },
            "redacted_thinking" => new ContentPart.Reasoning("", IsRedacted: true) { Seal = ReadSeal(fields.RequiredText("data")) },
            _ => null,
        };
        return part is null
            ? new ContentPart.Unknown(type, element.GetRawText())
            : part with { Extensions = part is ContentPart.Image or ContentPart.File ? part.Extensions : fields.Rest() };
    }

    public static bool IsOfType(JsonElement block, ReadOnlySpan<byte> type) =>
        block.ValueKind == JsonValueKind.Object && block.TryGetProperty("type"u8, out JsonElement said) && said.ValueKind == JsonValueKind.String && said.ValueEquals(type);

    private static Seal? ReadSeal(string? signature) => string.IsNullOrEmpty(signature) ? null : new Seal(Dialect.AnthropicMessages, signature);
}
