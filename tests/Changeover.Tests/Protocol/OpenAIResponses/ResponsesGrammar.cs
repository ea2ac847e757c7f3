using System.Text;
using System.Text.Json;
using Changeover.Tests.Protocol.Sse;

namespace Changeover.Tests.Protocol.OpenAIResponses;

/// <summary>The order that the events of a Responses stream keep, and that what they say again is what was said.</summary>
internal sealed class ResponsesGrammar
{
    private readonly Dictionary<int, StreamedItem> _items = [];
    private JsonElement _last;

    private ResponsesGrammar()
    {
    }

    /// <summary>The Response object of the last event.</summary>
    public static JsonElement Check(string stream)
    {
        var grammar = new ResponsesGrammar();
        IReadOnlyList<ScannedFrame> frames = ScannedFrame.Scan([Encoding.UTF8.GetBytes(stream)], asSegments: false);
        string[] types = [.. frames.Select(frame => frame.Event)];
        Assert.Equal(["response.created", "response.in_progress"], types.Take(2));
        Assert.Single(types, type => type is "response.completed" or "response.incomplete" or "response.failed");
        for (int number = 0; number < frames.Count; number++)
        {
            JsonElement data = JsonDocument.Parse(frames[number].Data).RootElement;
            Assert.True(frames[number].IsClosed);
            Assert.Equal(frames[number].Event, Text(data, "type"));
            Assert.Equal(number, data.GetProperty("sequence_number").GetInt32());
            grammar.Step(data);
        }

        Assert.True(types[^1] is "response.completed" or "response.incomplete" or "response.failed", types[^1]);
        grammar.CheckEnd(types[^1], types.Contains("error"));
        return grammar._last;
    }

    private void Step(JsonElement data)
    {
        string type = Text(data, "type");
        if (data.TryGetProperty("response", out JsonElement response))
        {
            string status = type is "response.created" ? "in_progress" : type["response.".Length..];
            Assert.Equal(status, Text(response, "status"));
            _last = response;
        }
        else if (type == "response.output_item.added")
        {
            int index = data.GetProperty("output_index").GetInt32();
            Assert.Equal(_items.Count, index);
            _items.Add(index, new StreamedItem(data.GetProperty("item")));
        }
        else if (type != "error")
        {
            _items[data.GetProperty("output_index").GetInt32()].Step(type, data);
        }
    }

    private void CheckEnd(string type, bool hasFailed)
    {
        Assert.Equal(hasFailed, type == "response.failed");
        JsonElement[] output = [.. _last.GetProperty("output").EnumerateArray()];
        Assert.Equal(_items.Count, output.Length);
        foreach ((int index, StreamedItem item) in _items)
        {
            item.CheckEnd(output[index], mayBeOpen: hasFailed);
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
