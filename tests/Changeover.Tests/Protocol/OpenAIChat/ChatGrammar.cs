using System.Text;
using System.Text.Json.Nodes;
using Changeover.Tests.Protocol.Sse;

namespace Changeover.Tests.Protocol.OpenAIChat;

/// <summary>The order of chunks that clients of the dialect rely on: a choice begins with its role and ends with its reason, a call begins with its id and name, usage comes last, then <c>[DONE]</c>.</summary>
internal static class ChatGrammar
{
    /// <summary>Fails on the first chunk that is out of order.</summary>
    public static void Check(string stream)
    {
        string[] data = [.. ScannedFrame.Scan([Encoding.UTF8.GetBytes(stream)], asSegments: false).Select(frame => frame.Data)];
        Assert.Equal("[DONE]", data[^1]);
        JsonNode[] chunks = [.. data[..^1].Select(chunk => JsonNode.Parse(chunk)!)];
        var begun = new HashSet<int>();
        var finished = new HashSet<int>();
        var calls = new HashSet<(int, int)>();
        for (int place = 0; place < chunks.Length; place++)
        {
            JsonNode chunk = chunks[place];
            Assert.Equal("chat.completion.chunk", (string?)chunk["object"]);
            JsonArray choices = chunk["choices"]!.AsArray();
            Assert.Equal(choices.Count == 0, chunk["usage"] is not null);
            Assert.True(choices.Count > 0 || place == chunks.Length - 1, "usage is the last chunk");
            foreach (JsonNode? choice in choices)
            {
                int index = (int)choice!["index"]!;
                Assert.DoesNotContain(index, finished);
                Assert.Equal(begun.Add(index), choice["delta"]!["role"] is not null);
                CheckCalls(index, choice["delta"]!, calls);
                if (choice["finish_reason"] is not null)
                {
                    finished.Add(index);
                }
            }
        }

        Assert.Equal(begun, finished);
    }

    private static void CheckCalls(int choice, JsonNode delta, HashSet<(int, int)> calls)
    {
        foreach (JsonNode? call in delta["tool_calls"]?.AsArray() ?? [])
        {
            bool isFirst = calls.Add((choice, (int)call!["index"]!));
            Assert.Equal(isFirst, call["id"] is not null);
            Assert.Equal(isFirst, call["function"]!["name"] is not null);
        }
    }
}
