using System.Globalization;
using System.Text.Json.Nodes;

namespace Changeover.Tests.Protocol.Ollama;

/// <summary>What a stream of Ollama's promises: one object a line, each of this model, until one that is done or an error.</summary>
internal static class OllamaGrammar
{
    /// <summary>The lines of a stream.</summary>
    public static IReadOnlyList<JsonNode> Lines(string stream)
    {
        string[] lines = stream.Split('\n');
        Assert.Equal("", lines[^1]);
        return [.. lines[..^1].Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>Fails on the first line that is out of order.</summary>
    public static void Check(IReadOnlyList<JsonNode> lines, string model, bool isGenerate = false)
    {
        Assert.NotEmpty(lines);
        for (int place = 0; place < lines.Count; place++)
        {
            JsonNode line = lines[place];
            bool isLast = place == lines.Count - 1;
            if (isLast && line["error"] is { } error)
            {
                Assert.NotEmpty((string)error!);
                return;
            }

            Assert.Equal(model, (string?)line["model"]);
            Assert.True(DateTimeOffset.TryParse((string?)line["created_at"], CultureInfo.InvariantCulture, out _));
            Assert.Equal(isLast, (bool)line["done"]!);
            Assert.Equal(isLast, line["done_reason"] is not null);
            Assert.Equal(isLast, line["total_duration"] is not null);
            Assert.Equal(isGenerate, line["response"] is not null);
            Assert.Equal(isGenerate, line["message"] is null);
            Assert.NotNull((string?)(isGenerate ? line["response"] : line["message"]!["content"]));
            Assert.All(line["message"]?["tool_calls"]?.AsArray() ?? [], call => Assert.IsType<JsonObject>(call!["function"]!["arguments"]));
        }
    }
}
