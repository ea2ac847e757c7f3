using System.Text.Json;
using Changeover.Protocol.Chat;
using NJsonSchema;

namespace Changeover.Gateway.Upstream;

/// <summary>Whether an answer has the format that was asked for, where the target does not see to it itself.</summary>
internal static class FormatCheck
{
    /// <summary>True also for what has no format to keep: a call of a tool, an answer that was cut short or refused.</summary>
    public static bool Keeps(ChatAnswer answer, ResponseFormat? format)
    {
        if (format is null)
        {
            return true;
        }

        var schema = format is ResponseFormat.JsonSchema { Schema: var wanted } ? JsonSchema.FromJsonAsync(wanted.GetRawText()).GetAwaiter().GetResult() : null;
        return answer.Choices.All(choice => choice.FinishReason != FinishReason.Stop || choice.Message.Parts.Any(part => part is ContentPart.Refusal)
            || Keeps(choice.Message.PlainText, schema));
    }

    private static bool Keeps(string text, JsonSchema? schema)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object && (schema is null || schema.Validate(text).Count == 0);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
