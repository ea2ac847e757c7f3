using System.Text.Json;
using Changeover.Protocol.Chat;
using NJsonSchema;

namespace Changeover.Gateway.Upstream;

/// <summary>Whether an answer has the format that was asked for, where the target does not see to it itself.</summary>
internal static class FormatCheck
{
    private const int MostFindings = 8;

    /// <summary>What is wrong; null = nothing, also for what has no format to keep: a call of a tool, an answer that was cut short or refused.</summary>
    public static FormatRepair? Find(ChatAnswer answer, ResponseFormat? format)
    {
        if (format is null)
        {
            return null;
        }

        var schema = format is ResponseFormat.JsonSchema { Schema: var wanted } ? JsonSchema.FromJsonAsync(wanted.GetRawText()).GetAwaiter().GetResult() : null;
        return answer.Choices
            .Where(choice => choice.FinishReason == FinishReason.Stop && !choice.Message.Parts.Any(part => part is ContentPart.Refusal))
            .Select(choice => Find(choice.Message.PlainText, schema))
            .FirstOrDefault(found => found is not null);
    }

    private static FormatRepair? Find(string text, JsonSchema? schema)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new FormatRepair(text, "it is not a JSON object.");
            }
        }
        catch (JsonException)
        {
            return new FormatRepair(text, "it is not JSON.");
        }

        return schema?.Validate(text) is { Count: > 0 } faults
            ? new FormatRepair(text, $"the schema is broken ({string.Join("; ", faults.Take(MostFindings).Select(fault => $"{fault.Kind} at {fault.Path}"))}).")
            : null;
    }
}
