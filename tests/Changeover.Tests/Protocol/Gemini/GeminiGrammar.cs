using System.Text.Json.Nodes;

namespace Changeover.Tests.Protocol.Gemini;

/// <summary>What a stream of Gemini's promises: each event an answer or one last error; parts that say one thing each; after a candidate's finish nothing more of it; the usage with the finish.</summary>
internal static class GeminiGrammar
{
    private static readonly HashSet<string> Data = ["text", "functionCall", "inlineData", "executableCode", "codeExecutionResult"];

    /// <summary>The payloads of a stream of server-sent events.</summary>
    public static IReadOnlyList<JsonNode> Chunks(string stream)
    {
        string[] frames = stream.Split("\n\n");
        Assert.Equal("", frames[^1]);
        return [.. frames[..^1].Select(frame =>
        {
            Assert.StartsWith("data: ", frame);
            Assert.DoesNotContain('\n', frame);
            return JsonNode.Parse(frame["data: ".Length..])!;
        })];
    }

    /// <summary>Fails on the first chunk that is out of order.</summary>
    /// <param name="chunks">The chunks.</param>
    /// <param name="isWhole">Every candidate must have finished.</param>
    public static void Check(IReadOnlyList<JsonNode> chunks, bool isWhole)
    {
        var finished = new HashSet<int>();
        var seen = new HashSet<int>();
        for (int place = 0; place < chunks.Count; place++)
        {
            if (chunks[place]["error"] is { } error)
            {
                Assert.Equal(chunks.Count - 1, place);
                Assert.NotNull((string?)error["status"]);
                return;
            }

            Assert.NotNull((string?)chunks[place]["responseId"]);
            Assert.NotNull((string?)chunks[place]["modelVersion"]);
            foreach (JsonNode? candidate in chunks[place]["candidates"]!.AsArray())
            {
                int index = (int)candidate!["index"]!;
                Assert.DoesNotContain(index, finished);
                seen.Add(index);
                if (candidate["finishReason"] is not null)
                {
                    finished.Add(index);
                }

                CheckContent(candidate["content"]!);
            }
        }

        Assert.Equal(isWhole, isWhole && seen.SetEquals(finished) && seen.Count > 0);
    }

    private static void CheckContent(JsonNode content)
    {
        Assert.Equal("model", (string?)content["role"]);
        foreach (JsonNode? part in content["parts"]!.AsArray())
        {
            Assert.Single(part!.AsObject(), field => Data.Contains(field.Key));
            if (part["functionCall"] is { } call)
            {
                Assert.NotNull((string?)call["name"]);
                Assert.IsType<JsonObject>(call["args"]);
            }
        }
    }
}
