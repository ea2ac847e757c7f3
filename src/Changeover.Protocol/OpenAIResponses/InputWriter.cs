using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>The turns of a conversation → items.</summary>
internal sealed class InputWriter
{
    private const string Message = "message";

    private readonly Utf8JsonWriter _json;
    private readonly LossList _losses;
    private readonly PartWriter _parts;
    private readonly bool _isOwn;
    private readonly bool _isStateless;
    private readonly HashSet<string> _customCalls = new(StringComparer.Ordinal);

    /// <param name="json">Receives the items.</param>
    /// <param name="origin">The dialect that the request came in.</param>
    /// <param name="isStateless">The provider keeps nothing, so that nothing it has kept may be referred to.</param>
    /// <param name="losses">Receives what has no place here.</param>
    public InputWriter(Utf8JsonWriter json, Dialect origin, bool isStateless, LossList losses)
    {
        _json = json;
        _losses = losses;
        _parts = new PartWriter(json, origin, losses);
        _isOwn = origin == Dialect.OpenAIResponses;
        _isStateless = isStateless;
    }

    public void Write(ChatMessage message, string path)
    {
        if (message.Name is not null)
        {
            _losses.Ignored($"{path}.name", "the dialect has no names of speakers");
        }

        switch (message.Role)
        {
            case Role.Assistant when message.Parts.Count + message.ToolCalls.Count > 0:
                WriteTurn(message, path);
                break;
            case Role.Tool:
                WriteResult(message, path);
                break;
            default:
                WriteMessage(message.Role, message.Parts, message.Extensions, path);
                break;
        }
    }

    private void WriteTurn(ChatMessage turn, string path)
    {
        if (turn.Reasoning is not null && !_isOwn)
        {
            _losses.Ignored($"{path}.reasoning_content", "reasoning comes back only under the provider's own seal");
        }

        foreach (TurnItem item in TurnItem.Of(turn))
        {
            if (item.Message is { } parts)
            {
                WriteAnswer(parts, path);
            }
            else if (item.Call is { } call)
            {
                WriteCall(call, path);
            }
            else
            {
                WriteItem(item.Part!, path);
            }
        }
    }

    private void WriteItem(ContentPart part, string path)
    {
        switch (part)
        {
            case ContentPart.Reasoning { Seal: { Origin: Dialect.OpenAIResponses } seal } reasoning:
                ReasoningItem.Write(_json, null, reasoning.Value, seal.Value, _isOwn ? reasoning.Extensions : ContentExtensions.None);
                break;
            case ContentPart.Reasoning:
                _losses.Ignored($"{path}.content", "reasoning comes back only under the provider's own seal");
                break;
            case ContentPart.Unknown { Type: ReasoningItem.Type } when _isStateless:
                _losses.Ignored($"{path}.content", "a reference to reasoning that the provider does not keep");
                break;
            case ContentPart.Unknown unknown when _isOwn:
                _json.WriteRawValue(unknown.Json);
                break;
            default:
                _losses.Ignored($"{path}.content", "the dialect has no such item");
                break;
        }
    }

    /// <summary>One message of an assistant's turn; its own fields lie with its first part.</summary>
    private void WriteAnswer(IReadOnlyList<ContentPart> parts, string path)
    {
        IReadOnlyDictionary<string, string> extensions = parts[0].Extensions;
        bool isMarked = _isOwn && JsonOutput.HasExtensionsInside(extensions, Message);
        OpenMessage("assistant", isMarked);
        bool isPlain = isMarked && parts.Count == 1 && extensions.Keys.All(name => name.StartsWith(ItemFolder.MessagePrefix, StringComparison.Ordinal));
        _parts.WriteContent("content", isPlain ? [parts[0] with { Extensions = ContentExtensions.None }] : parts, isAssistant: true, path);
        if (isMarked)
        {
            _json.WriteExtensionsInside(extensions, Message);
        }

        _json.WriteEndObject();
    }

    private void WriteMessage(Role role, IReadOnlyList<ContentPart> parts, IReadOnlyDictionary<string, string> extensions, string path)
    {
        bool isMarked = _isOwn && extensions.Count > 0;
        OpenMessage(RoleWord(role), isMarked);
        _parts.WriteContent("content", parts, isAssistant: role == Role.Assistant, path);
        if (isMarked)
        {
            _json.WriteExtensions(extensions);
        }

        _json.WriteEndObject();
    }

    /// <summary>The type is optional for a message that has nothing but role and content.</summary>
    private void OpenMessage(string role, bool isMarked)
    {
        _json.WriteStartObject();
        _json.WriteOptional("type", isMarked ? Message : null);
        _json.WriteString("role", role);
    }

    private static string RoleWord(Role role) => role switch
    {
        Role.System => "system",
        Role.Developer => "developer",
        Role.Assistant => "assistant",
        _ => "user",
    };

    private void WriteCall(ToolCall call, string path)
    {
        if (call.IsCustom)
        {
            _customCalls.Add(call.Id);
        }

        if (call.Seal is not null)
        {
            _losses.Ignored($"{path}.tool_calls", "the dialect has no signatures on calls");
        }

        _json.WriteStartObject();
        _json.WriteString("type", call.IsCustom ? "custom_tool_call" : "function_call");
        _json.WriteString("call_id", call.Id);
        _json.WriteString("name", call.Name);
        _json.WriteString(call.IsCustom ? "input" : "arguments", call.Arguments);
        if (_isOwn)
        {
            _json.WriteExtensions(call.Extensions);
        }

        _json.WriteEndObject();
    }

    private void WriteResult(ChatMessage result, string path)
    {
        if (result.IsToolError)
        {
            _losses.Ignored($"{path}.is_error", "the dialect has no mark of failure: the content says it");
        }

        _json.WriteStartObject();
        if (!_isOwn || !result.Extensions.ContainsKey("type"))
        {
            _json.WriteString("type", _customCalls.Contains(result.ToolCallId ?? "") ? "custom_tool_call_output" : "function_call_output");
        }

        _json.WriteString("call_id", result.ToolCallId ?? "");
        _parts.WriteContent("output", result.Parts, isAssistant: false, path);
        if (_isOwn)
        {
            _json.WriteExtensions(result.Extensions);
        }

        _json.WriteEndObject();
    }
}
