using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.DashScope;

/// <summary>The assistant's message while it grows. An event repeats all of it, or only what is new where the output is incremental.</summary>
internal sealed class GrowingMessage(Generation generation, int number, int index)
{
    private readonly List<(int At, string? Name, string Arguments)> _calls = [];
    private string _reasoning = "";
    private string _text = "";
    private int _called;

    /// <summary>The choice's place.</summary>
    public int Index => index;

    public void Think(string reasoning) => _reasoning += reasoning;

    public void Say(string text) => _text += text;

    public void Call(string name) => _calls.Add((_called++, name, ""));

    /// <summary>Goes on with the arguments of the last call.</summary>
    public void Argue(string arguments)
    {
        if (_calls.Count == 0) _calls.Add((_called - 1, null, ""));
        _calls[^1] = _calls[^1] with { Arguments = _calls[^1].Arguments + arguments };
    }

    /// <summary>The message as the next event shows it.</summary>
    public JsonObject Take()
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = generation.IsMultimodal ? Parts() : _text };
        if (_reasoning.Length > 0 || generation.Thinks) message["reasoning_content"] = _reasoning;
        if (_calls.Count > 0) message["tool_calls"] = new JsonArray([.. _calls.Select(call => Write(call.At, call.Name, call.Arguments))]);
        if (generation is { IsStream: true, IsIncremental: true })
        {
            (_reasoning, _text) = ("", "");
            _calls.Clear();
        }
        return message;
    }

    private JsonArray Parts() => _text.Length > 0 ? [new JsonObject { ["text"] = _text }] : [];

    /// <summary>A call that goes on has an empty id and no name.</summary>
    private JsonObject Write(int at, string? name, string arguments)
    {
        var function = new JsonObject { ["arguments"] = arguments };
        if (name is not null) function["name"] = name;
        return new JsonObject { ["index"] = at, ["id"] = name is null ? "" : $"call_{number}_{index}_{at}", ["type"] = "function", ["function"] = function };
    }
}
