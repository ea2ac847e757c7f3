using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Tests.Protocol.OpenAIResponses;

/// <summary>One item of a stream that is checked.</summary>
internal sealed class StreamedItem
{
    private readonly string _id;
    private readonly string _kind;
    private readonly StringBuilder _text = new();
    private JsonElement? _done;
    private int _parts;
    private bool _isPartOpen;
    private bool _isTextDone;

    public StreamedItem(JsonElement added)
    {
        _id = added.GetProperty("id").GetString()!;
        _kind = added.GetProperty("type").GetString()!;
        string list = _kind switch { "message" => "content", "reasoning" => "summary", "function_call" => "arguments", _ => "input" };
        JsonElement value = added.GetProperty(list);
        Assert.True(value.ValueKind == JsonValueKind.String ? value.GetString() == "" : value.GetArrayLength() == 0, "an item begins empty");
    }

    private bool IsCall => _kind is "function_call" or "custom_tool_call";

    public void Step(string type, JsonElement data)
    {
        Assert.Null(_done);
        if (type == "response.output_item.done")
        {
            Assert.False(_isPartOpen);
            Assert.True(!IsCall || _isTextDone);
            _done = data.GetProperty("item");
            return;
        }

        Assert.Equal(_id, data.GetProperty("item_id").GetString());
        if (!IsCall)
        {
            Assert.Equal(_parts, data.GetProperty(_kind == "message" ? "content_index" : "summary_index").GetInt32());
        }

        switch (type[(type.LastIndexOf('.') + 1)..])
        {
            case "added":
                Assert.False(_isPartOpen);
                _isPartOpen = true;
                _isTextDone = false;
                _text.Clear();
                break;
            case "delta":
                Assert.True(_isPartOpen != IsCall && !_isTextDone, "a delta outside of what is open");
                _text.Append(data.GetProperty("delta").GetString());
                break;
            case "done" when type is "response.content_part.done" or "response.reasoning_summary_part.done":
                Assert.True(_isPartOpen && _isTextDone);
                Assert.Equal(_text.ToString(), TextOf(data.GetProperty("part")));
                _isPartOpen = false;
                _parts++;
                break;
            default:
                _isTextDone = true;
                Assert.Equal(_text.ToString(), TextOf(data));
                break;
        }
    }

    /// <summary><paramref name="last"/>: the item in the Response object at the end.</summary>
    public void CheckEnd(JsonElement last, bool mayBeOpen)
    {
        Assert.Equal(_id, last.GetProperty("id").GetString());
        Assert.True(mayBeOpen || _done is not null, "an item was never done");
        if (_done is { } done)
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(done.GetRawText()), JsonNode.Parse(last.GetRawText())));
        }
    }

    private static string? TextOf(JsonElement said)
    {
        string name = ((ReadOnlySpan<string>)["text", "refusal", "arguments", "input"]).ToArray().First(name => said.TryGetProperty(name, out _));
        return said.GetProperty(name).GetString();
    }
}
