using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Orders the events of a streamed message: start, ping, one block after the other, delta with the finish, stop.</summary>
internal sealed class MessageStream(Message message, int chunkTokens)
{
    private int _block;

    public static byte[] Ping { get; } = Wire.Event("ping", new JsonObject { ["type"] = "ping" });

    public static byte[] Stop { get; } = Wire.Event("message_stop", new JsonObject { ["type"] = "message_stop" });

    public IEnumerable<Step> Write()
    {
        _block = -1;
        yield return Send(Part.Role, "message_start", new() { ["message"] = message.Start() });
        yield return new Step.Send(Ping, Part.Other);
        foreach (var step in Thinking().Concat(Text()).Concat(Calls())) yield return step;
        yield return Send(Part.Finish, "message_delta", new()
        {
            ["delta"] = new JsonObject { ["stop_reason"] = message.StopReason, ["stop_sequence"] = message.Choice.StopSequence, ["stop_details"] = message.StopDetails() },
            ["usage"] = message.FinalUsage(),
        });
        yield return new Step.Send(Stop, Part.Done);
    }

    private IEnumerable<Step> Thinking()
    {
        var tokens = message.Choice.Reasoning;
        if (tokens.Count == 0) yield break;
        if (message.Choice.IsReasoningHidden)
        {
            foreach (var _ in tokens) yield return new Step.Token(Reasoning: true);
            yield return BlockStart(message.Redacted(), Part.Content);
        }
        else
        {
            yield return BlockStart(new() { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" });
            foreach (var group in tokens.Chunk(chunkTokens))
            {
                foreach (var _ in group) yield return new Step.Token(Reasoning: true);
                if (message.ShowsThinking) yield return Delta("thinking_delta", "thinking", string.Concat(group));
            }
            yield return Delta("signature_delta", "signature", message.Signature, Part.Other);
        }
        yield return BlockStop();
    }

    private IEnumerable<Step> Text()
    {
        if (message.Choice.Text.Count == 0) yield break;
        yield return BlockStart(new() { ["type"] = "text", ["text"] = "" });
        foreach (var group in message.Choice.Text.Chunk(chunkTokens))
        {
            foreach (var _ in group) yield return new Step.Token();
            yield return Delta("text_delta", "text", string.Concat(group));
        }
        yield return BlockStop();
    }

    private IEnumerable<Step> Calls()
    {
        for (var index = 0; index < message.Choice.Calls.Count; index++)
        {
            yield return new Step.Token();
            yield return BlockStart(message.Call(index, new JsonObject()), Part.Content);
            yield return Delta("input_json_delta", "partial_json", "", Part.Other);
            foreach (var group in message.Choice.Calls[index].Arguments.Chunk(chunkTokens))
            {
                foreach (var _ in group) yield return new Step.Token();
                yield return Delta("input_json_delta", "partial_json", string.Concat(group));
            }
            yield return BlockStop();
        }
    }

    private Step.Send BlockStart(JsonObject block, Part part = Part.Other)
    {
        _block++;
        return Send(part, "content_block_start", new() { ["index"] = _block, ["content_block"] = block });
    }

    private Step.Send Delta(string type, string field, string text, Part part = Part.Content) =>
        Send(part, "content_block_delta", new() { ["index"] = _block, ["delta"] = new JsonObject { ["type"] = type, [field] = text } });

    private Step.Send BlockStop() => Send(Part.Other, "content_block_stop", new() { ["index"] = _block });

    private static Step.Send Send(Part part, string type, JsonObject fields)
    {
        fields.Insert(0, "type", type);
        return new Step.Send(Wire.Event(type, fields), part);
    }
}
