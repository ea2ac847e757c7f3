using System.Text;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The value of <c>logprobs</c>.</summary>
internal static class LogprobsReader
{
    /// <summary>null when the choice has none.</summary>
    public static IReadOnlyList<TokenLogprob>? Read(JsonFields choice) =>
        choice.Inside("logprobs") is { } logprobs ? ReadContent(logprobs) : null;

    /// <summary>The value itself; null when there is nothing in it.</summary>
    public static IReadOnlyList<TokenLogprob>? ReadValue(JsonElement logprobs) => ReadContent(new JsonFields(logprobs, "logprobs", new FaultSink()));

    private static List<TokenLogprob>? ReadContent(JsonFields logprobs) => logprobs.Any("content") is null
        ? null
        : ReadList(logprobs, "content");

    /// <summary>A list of tokens, which OpenAI Responses writes alike.</summary>
    public static List<TokenLogprob> ReadList(JsonFields fields, string name) =>
        [.. fields.Items(name).Select(item => ReadToken(item.Element, item.Path, fields.Faults))];

    private static TokenLogprob ReadToken(JsonElement element, string path, FaultSink faults)
    {
        var fields = new JsonFields(element, path, faults);
        string token = fields.Text("token") ?? "";
        byte[] bytes = fields.Any("bytes") is null
            ? Encoding.UTF8.GetBytes(token)
            : [.. fields.Items("bytes").Select(item => ReadByte(item.Element))];
        return new TokenLogprob(token, fields.Number("logprob") ?? 0, bytes)
        {
            Top = [.. fields.Items("top_logprobs").Select(item => ReadToken(item.Element, item.Path, faults))],
        };
    }

    private static byte ReadByte(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetByte(out byte value) ? value : (byte)0;
}
