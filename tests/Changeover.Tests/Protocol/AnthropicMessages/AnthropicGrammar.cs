using System.Text;
using System.Text.Json.Nodes;
using Changeover.Tests.Protocol.Sse;

namespace Changeover.Tests.Protocol.AnthropicMessages;

/// <summary>The order of events that clients of the dialect rely on: one message, its blocks one after the other, a stop, and nothing behind it; or an error at any time, and nothing behind that.</summary>
internal static class AnthropicGrammar
{
    private static readonly Dictionary<string, string[]> Deltas = new()
    {
        ["text"] = ["text_delta"],
        ["thinking"] = ["thinking_delta", "signature_delta"],
        ["redacted_thinking"] = [],
        ["tool_use"] = ["input_json_delta"],
    };

    /// <summary>Fails on the first event that is out of order.</summary>
    /// <param name="stream">The whole stream.</param>
    /// <param name="isWhole">The stream must not end before its terminal event.</param>
    public static void Check(string stream, bool isWhole = true)
    {
        string state = "nothing";
        string block = "";
        int next = 0;
        foreach (ScannedFrame frame in ScannedFrame.Scan([Encoding.UTF8.GetBytes(stream)], asSegments: false))
        {
            JsonNode data = JsonNode.Parse(frame.Data)!;
            string type = (string)data["type"]!;
            Assert.Equal(type, frame.Event);
            if (type == "ping" && state is not ("nothing" or "ended"))
            {
                continue;
            }

            state = (state, type) switch
            {
                ("nothing" or "message" or "block" or "delta", "error") => "ended",
                ("nothing", "message_start") => CheckStart(data),
                ("message", "content_block_start") => "block",
                ("block", "content_block_delta") => "block",
                ("block", "content_block_stop") => "message",
                ("message", "message_delta") => CheckDelta(data),
                ("delta", "message_stop") => "ended",
                _ => throw new InvalidOperationException($"{type} after {state}: {stream}"),
            };
            switch (type)
            {
                case "content_block_start":
                    Assert.Equal(next, (int)data["index"]!);
                    block = (string)data["content_block"]!["type"]!;
                    break;
                case "content_block_delta":
                    Assert.Equal(next, (int)data["index"]!);
                    Assert.Contains((string)data["delta"]!["type"]!, Deltas[block]);
                    break;
                case "content_block_stop":
                    Assert.Equal(next++, (int)data["index"]!);
                    break;
            }
        }

        Assert.True(!isWhole || state == "ended", $"ends at {state}: {stream}");
    }

    private static string CheckStart(JsonNode data)
    {
        JsonNode message = data["message"]!;
        Assert.Equal(("message", "assistant"), ((string)message["type"]!, (string)message["role"]!));
        Assert.Empty(message["content"]!.AsArray());
        Assert.Null(message["stop_reason"]);
        Assert.NotNull(message["usage"]!["input_tokens"]);
        Assert.NotNull(message["usage"]!["output_tokens"]);
        return "message";
    }

    private static string CheckDelta(JsonNode data)
    {
        Assert.NotNull(data["delta"]!["stop_reason"]);
        Assert.NotNull(data["usage"]!["output_tokens"]);
        return "delta";
    }
}
