using System.Text;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The model's turn, in a request as in an answer.</summary>
internal sealed class AssistantReader
{
    private readonly List<ContentPart> _parts = [];
    private readonly List<ToolCall> _calls = [];
    private StringBuilder? _unsealed;
    private Seal? _callSeal;

    public static ChatMessage Read(JsonFields turn)
    {
        var reader = new AssistantReader();
        if (turn.Any("content") is { ValueKind: JsonValueKind.String })
        {
            reader._parts.AddRange(BlockReader.ReadContent(turn, "content"));
        }
        else
        {
            foreach ((JsonElement item, string path) in turn.Items("content"))
            {
                reader.Add(item, path, turn.Faults);
            }
        }

        return new ChatMessage
        {
            Role = Role.Assistant,
            Parts = reader._parts,
            ToolCalls = [.. reader._calls.Select(call => call.PartsBefore == reader._parts.Count ? call with { PartsBefore = null } : call)],
            Reasoning = reader._unsealed?.ToString(),
            Extensions = turn.Rest(),
        };
    }

    private void Add(JsonElement item, string path, FaultSink faults)
    {
        if (BlockReader.IsOfType(item, "tool_use"u8))
        {
            _calls.Add(ReadCall(new JsonFields(item, path, faults)) with { Seal = _callSeal, PartsBefore = _parts.Count });
            _callSeal = null;
            return;
        }

        switch (BlockReader.Read(item, path, faults))
        {
            case ContentPart.Reasoning { Seal: { } written } reasoning:
                AddSealed(reasoning, SealText.Read(written.Value, out SealPlace place), place);
                break;
            case ContentPart.Reasoning unsealed:
                (_unsealed ??= new StringBuilder()).Append(unsealed.Value);
                break;
            case { } part:
                _parts.Add(part);
                break;
        }
    }

    private void AddSealed(ContentPart.Reasoning reasoning, Seal seal, SealPlace place)
    {
        switch (place)
        {
            case SealPlace.ToolCall:
                _callSeal = seal;
                break;
            case SealPlace.Text when _parts is [.., ContentPart.Text text]:
                _parts[^1] = text with { Seal = seal };
                break;
            default:
                _parts.Add(reasoning with { Seal = seal });
                break;
        }
    }

    private static ToolCall ReadCall(JsonFields block)
    {
        block.Any("type");
        if (block.Any("input") is null)
        {
            block.Faults.Missing(block.PathOf("input"));
        }

        var call = new ToolCall(block.RequiredText("id"), block.RequiredText("name"), block.Any("input")?.GetRawText() ?? "{}");
        return call with { Extensions = block.Rest() };
    }
}
