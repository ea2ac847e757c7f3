using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>
/// The items of a conversation → turns. Reasoning, messages and calls of the assistant in a row make one turn; what the neutral
/// form does not know stays raw in its place there, whoever it is from: an unknown part of an assistant's turn is an item.
/// </summary>
internal sealed class ItemFolder
{
    /// <summary>Before the names of a message item's own fields, which its first part keeps.</summary>
    public const string MessagePrefix = "message.";

    private readonly FaultSink _faults;
    private readonly List<ChatMessage> _turns = [];
    private List<ContentPart> _parts = [];
    private List<ToolCall> _calls = [];
    private string? _reasoning;
    private Seal? _callSeal;

    private ItemFolder(FaultSink faults) => _faults = faults;

    public static List<ChatMessage> Fold(IEnumerable<(JsonElement Element, string Path)> items, FaultSink faults)
    {
        var folder = new ItemFolder(faults);
        foreach ((JsonElement element, string path) in items)
        {
            folder.Add(element, path);
        }

        folder.CloseTurn();
        return folder._turns;
    }

    private void Add(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            _faults.WrongType(path, "an object");
            return;
        }

        var item = new JsonFields(element, path, _faults);
        switch (TypeOf(item))
        {
            case "message":
                AddMessage(item, element);
                break;
            case "reasoning":
                AddReasoning(item, element);
                break;
            case "function_call":
                AddCall(ToolReader.ReadCall(item, isCustom: false));
                break;
            case "custom_tool_call":
                AddCall(ToolReader.ReadCall(item, isCustom: true));
                break;
            case "function_call_output":
                AddResult(item);
                break;
            case "custom_tool_call_output":
                item.GiveBack("type");
                AddResult(item);
                break;
            case var type:
                _parts.Add(new ContentPart.Unknown(type, element.GetRawText()));
                break;
        }
    }

    /// <summary>Without a type it is a message if it has a role, else a reference (as OpenAI reads it, seen 2026-11).</summary>
    private static string TypeOf(JsonFields item)
    {
        if (item.Text("type") is { } type)
        {
            return type;
        }

        bool hasRole = item.Any("role") is not null;
        if (!hasRole && item.Any("id") is null)
        {
            item.Faults.Missing(item.PathOf("type"));
        }

        return hasRole ? "message" : "item_reference";
    }

    private void AddMessage(JsonFields item, JsonElement element)
    {
        Role role = RoleOf(item);
        List<ContentPart> parts = PartReader.ReadContent(item, "content");
        item.SkipCompleted();
        IReadOnlyDictionary<string, string> rest = item.Rest();
        if (role != Role.Assistant)
        {
            CloseTurn();
            _turns.Add(new ChatMessage { Role = role, Parts = parts, Extensions = rest });
        }
        else if (parts.Exists(part => part is ContentPart.Unknown))
        {
            _parts.Add(new ContentPart.Unknown("message", element.GetRawText()));
        }
        else if (parts.Count == 0)
        {
            CloseTurn();
            _turns.Add(new ChatMessage { Role = role, Extensions = rest });
        }
        else
        {
            AddAnswer(parts, rest);
        }
    }

    /// <summary>A second message without any mark of its own is a turn of its own.</summary>
    private void AddAnswer(List<ContentPart> parts, IReadOnlyDictionary<string, string> rest)
    {
        if (rest.Count == 0 && _parts.Exists(part => part is ContentPart.Text or ContentPart.Refusal))
        {
            CloseTurn();
        }

        if (rest.Count > 0)
        {
            var marked = new Dictionary<string, string>(parts[0].Extensions, StringComparer.Ordinal);
            foreach ((string name, string raw) in rest)
            {
                marked[MessagePrefix + name] = raw;
            }

            parts[0] = parts[0] with { Extensions = marked };
        }

        _parts.AddRange(parts);
    }

    private static Role RoleOf(JsonFields item)
    {
        switch (item.RequiredText("role"))
        {
            case "assistant":
                return Role.Assistant;
            case "system":
                return Role.System;
            case "developer":
                return Role.Developer;
            case "user":
                return Role.User;
            default:
                item.Faults.WrongValue(item.PathOf("role"), "user, assistant, system or developer");
                return Role.User;
        }
    }

    /// <summary>Without a seal the item itself refers to what a provider keeps: it stays raw, and what it says is the turn's reasoning.</summary>
    private void AddReasoning(JsonFields item, JsonElement element)
    {
        ReasoningItem read = ReasoningItem.Read(item);
        if (read.CallSeal is { } seal)
        {
            _callSeal = seal;
        }
        else if (read.Part is { } part)
        {
            _parts.Add(part);
        }
        else
        {
            _parts.Add(new ContentPart.Unknown(ReasoningItem.Type, element.GetRawText()));
            _reasoning = read.Text.Length == 0 ? _reasoning : _reasoning is null ? read.Text : $"{_reasoning}\n\n{read.Text}";
        }
    }

    private void AddCall(ToolCall call)
    {
        _calls.Add(call with { Seal = _callSeal, PartsBefore = _parts.Count });
        _callSeal = null;
    }

    private void AddResult(JsonFields item)
    {
        CloseTurn();
        var result = new ChatMessage { Role = Role.Tool, ToolCallId = item.RequiredText("call_id"), Parts = PartReader.ReadContent(item, "output") };
        item.SkipCompleted();
        _turns.Add(result with { Extensions = item.Rest() });
    }

    private void CloseTurn()
    {
        if (_parts.Count + _calls.Count > 0)
        {
            // Calls behind all parts need no number: null says so, and stays true when parts are taken out.
            _turns.Add(new ChatMessage
            {
                Role = Role.Assistant,
                Parts = _parts,
                ToolCalls = [.. _calls.Select(call => call.PartsBefore == _parts.Count ? call with { PartsBefore = null } : call)],
                Reasoning = _reasoning,
            });
        }

        _parts = [];
        _calls = [];
        _reasoning = null;
        _callSeal = null;
    }
}
