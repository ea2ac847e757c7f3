using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Hunyuan;

/// <summary>The rules for the messages of a conversation.</summary>
internal static class MessageRules
{
    private const int MostMessages = 40;

    public static void Check(JsonArray messages)
    {
        if (messages.Count is 0 or > MostMessages) throw HunyuanErrors.BadValue($"Messages 长度最多为 {MostMessages}，且不能为空。");
        for (var index = 0; index < messages.Count; index++) CheckMessage(messages[index], $"Messages.{index}");
        CheckOrder([.. messages.Select(message => (string?)message!["Role"])]);
        for (var index = 0; index < messages.Count; index++) CheckResult(messages, index);
    }

    private static void CheckMessage(JsonNode? node, string path)
    {
        var message = node as JsonObject ?? throw ParameterRules.WrongType(path);
        ParameterRules.Only(message, path, "Role", "Content", "Contents", "ToolCallId", "ToolCalls", "FileIDs", "ReasoningContent");
        foreach (var name in new[] { "Role", "Content", "ToolCallId", "ReasoningContent" })
            if (message[name] is { } value && value.GetValueKind() != JsonValueKind.String) throw ParameterRules.WrongType($"{path}.{name}");
        // It is part of an answer; in a request it must not stand (seen 2026-11).
        if (message["ReasoningContent"] is not null) throw HunyuanErrors.BadValue($"{path}.ReasoningContent 不能作为输入，多轮对话时请勿传入。");

        if (message["Contents"] is { } contents) CheckContents(contents, $"{path}.Contents");
        if (message["ToolCalls"] is { } calls) CheckCalls(calls, $"{path}.ToolCalls");
        var isEmpty = (string?)message["Content"] is null or "" && message["Contents"] is not JsonArray { Count: > 0 };
        if (isEmpty && message["ToolCalls"] is not JsonArray { Count: > 0 }) throw HunyuanErrors.BadValue($"{path}.Content 不能为空。");
    }

    private static void CheckContents(JsonNode node, string path)
    {
        var contents = node as JsonArray ?? throw ParameterRules.WrongType(path);
        for (var index = 0; index < contents.Count; index++)
        {
            var content = contents[index] as JsonObject ?? throw ParameterRules.WrongType($"{path}.{index}");
            ParameterRules.Only(content, $"{path}.{index}", "Type", "Text", "ImageUrl", "VideoUrl", "VideoFrames", "FileContent", "FilePath");
            if (content["Type"]?.GetValueKind() != JsonValueKind.String) throw ParameterRules.WrongType($"{path}.{index}.Type");
        }
    }

    private static void CheckCalls(JsonNode node, string path)
    {
        var calls = node as JsonArray ?? throw ParameterRules.WrongType(path);
        for (var index = 0; index < calls.Count; index++)
        {
            var call = calls[index] as JsonObject ?? throw ParameterRules.WrongType($"{path}.{index}");
            ParameterRules.Only(call, $"{path}.{index}", "Id", "Type", "Function", "Index");
            var function = call["Function"] as JsonObject ?? throw ParameterRules.WrongType($"{path}.{index}.Function");
            ParameterRules.Only(function, $"{path}.{index}.Function", "Name", "Arguments");
            foreach (var (of, name) in new[] { (call, "Id"), (function, "Name"), (function, "Arguments") })
                if (of[name]?.GetValueKind() != JsonValueKind.String) throw ParameterRules.WrongType($"{path}.{index}.{name}");
        }
    }

    /// <summary>An optional system message, then user (or tools) and assistant in turn; a user begins, a user or a tool ends.</summary>
    private static void CheckOrder(List<string?> roles)
    {
        if (roles.Find(role => role is not ("system" or "user" or "assistant" or "tool")) is { } other)
            throw HunyuanErrors.BadValue($"Message.Role 可选值：system、user、assistant、tool，不支持 {other}。");
        var turns = roles[0] == "system" ? roles[1..] : roles;
        if (turns.Contains("system")) throw HunyuanErrors.BadValue("system 角色如存在则必须位于列表的最开始。");
        if (turns is not ["user", ..] || turns[^1] == "assistant") throw HunyuanErrors.BadValue("Messages 以 user 提问开始，user（tool）提问结束。");
        for (var index = 1; index < turns.Count; index++)
            if (!Follows(turns[index - 1], turns[index])) throw HunyuanErrors.BadValue("user（tool）和 assistant 需交替出现（一问一答），其中 tool 可以连续出现多次。");
    }

    private static bool Follows(string? before, string? next) => (before, next) is ("assistant", "user") or ("assistant", "tool") or ("tool", "tool") or ("user" or "tool", "assistant");

    private static void CheckResult(JsonArray messages, int index)
    {
        if ((string?)messages[index]!["Role"] != "tool") return;
        var call = messages.Take(index).Last(message => (string?)message!["Role"] == "assistant")!["ToolCalls"] as JsonArray ?? [];
        if (!call.Any(made => (string?)made!["Id"] == (string?)messages[index]!["ToolCallId"]))
            throw HunyuanErrors.BadValue($"Messages.{index}.ToolCallId 与 ToolCalls 不匹配。");
    }
}
