using Changeover.Protocol.Chat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>Content blocks that are parts of a message.</summary>
internal static class BlockWriter
{
    /// <summary>A lone text is a string; all else is a list of blocks.</summary>
    public static void WriteContent(BlockOutput to, IReadOnlyList<ContentPart> parts, string path)
    {
        if (parts is [ContentPart.Text { Seal: null } text] && (text.Extensions.Count == 0 || !to.IsOwn))
        {
            to.Json.WriteStringValue(text.Value);
            return;
        }

        to.Json.WriteStartArray();
        WriteBlocks(to, parts, path);
        to.Json.WriteEndArray();
    }

    /// <summary>Text of nothing but white space: the API refuses it in a request, and it says nothing.</summary>
    public static bool IsBlank(ContentPart part) => part switch
    {
        ContentPart.Text text => string.IsNullOrWhiteSpace(text.Value),
        ContentPart.Refusal refusal => string.IsNullOrWhiteSpace(refusal.Value),
        _ => false,
    };

    /// <summary>The blocks of a list that is open, without those that are blank.</summary>
    public static void WriteBlocks(BlockOutput to, IReadOnlyList<ContentPart> parts, string path)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            if (!IsBlank(parts[i]))
            {
                WriteBlock(to, parts[i], $"{path}[{i}]");
            }
        }
    }

    /// <summary>One block.</summary>
    public static void WriteBlock(BlockOutput to, ContentPart part, string path)
    {
        switch (part)
        {
            case ContentPart.Text text:
                WriteText(to, text.Value, text, path);
                break;
            case ContentPart.Refusal refusal:
                to.Losses.Emulated(path, "a refusal is said as text");
                WriteText(to, refusal.Value, refusal, path);
                break;
            case ContentPart.Reasoning { Seal: { Origin: Dialect.AnthropicMessages } seal } reasoning:
                WriteReasoning(to, reasoning, seal.Value);
                break;
            case ContentPart.Image image:
                SourceWriter.WriteImage(to, image, path);
                break;
            case ContentPart.File file:
                SourceWriter.WriteDocument(to, file, path);
                break;
            case ContentPart.Unknown unknown when to.IsOwn:
                to.Json.WriteRawValue(unknown.Json);
                break;
            case ContentPart.Audio:
                to.Losses.Reject(path, "the dialect has no sound");
                break;
            case ContentPart.Reasoning:
                to.Losses.Ignored(path, "only reasoning that this provider has signed is taken back");
                break;
            case ContentPart.Unknown:
                to.Losses.Ignored(path, "only its own provider can read it");
                break;
        }
    }

    /// <summary>Thinking, or redacted thinking, with <paramref name="seal"/> for its signature or its data.</summary>
    public static void WriteReasoning(BlockOutput to, ContentPart.Reasoning reasoning, string seal)
    {
        to.Json.WriteStartObject();
        if (reasoning.IsRedacted)
        {
            to.Json.WriteString("type", "redacted_thinking");
            to.Json.WriteString("data", seal);
        }
        else
        {
            to.Json.WriteString("type", "thinking");
            to.Json.WriteString("thinking", reasoning.Value);
            to.Json.WriteString("signature", seal);
        }

        to.WriteOwn(reasoning.Extensions);
        to.Json.WriteEndObject();
    }

    private static void WriteText(BlockOutput to, string text, ContentPart part, string path)
    {
        if (part.Seal is not null)
        {
            to.Losses.Ignored($"{path}.seal", "the dialect has no signatures on text");
        }

        to.Json.WriteStartObject();
        to.Json.WriteString("type", "text");
        to.Json.WriteString("text", text);
        to.WriteOwn(part.Extensions);
        to.Json.WriteEndObject();
    }
}
