using System.Text.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>The words of an event's <c>type</c>, the frequent ones first.</summary>
internal static class EventKinds
{
    private static readonly (byte[] Word, EventKind Kind)[] Words =
    [
        ("response.output_text.delta"u8.ToArray(), EventKind.TextDelta),
        ("response.function_call_arguments.delta"u8.ToArray(), EventKind.ArgumentsDelta),
        ("response.reasoning_summary_text.delta"u8.ToArray(), EventKind.SummaryDelta),
        ("response.reasoning_text.delta"u8.ToArray(), EventKind.ReasoningDelta),
        ("response.custom_tool_call_input.delta"u8.ToArray(), EventKind.InputDelta),
        ("response.refusal.delta"u8.ToArray(), EventKind.RefusalDelta),
        ("response.output_item.added"u8.ToArray(), EventKind.ItemAdded),
        ("response.output_item.done"u8.ToArray(), EventKind.ItemDone),
        ("response.reasoning_summary_part.added"u8.ToArray(), EventKind.SummaryPartAdded),
        ("response.created"u8.ToArray(), EventKind.Created),
        ("response.completed"u8.ToArray(), EventKind.Completed),
        ("response.incomplete"u8.ToArray(), EventKind.Incomplete),
        ("response.failed"u8.ToArray(), EventKind.Failed),
        ("response.cancelled"u8.ToArray(), EventKind.Failed),
        ("error"u8.ToArray(), EventKind.Error),
    ];

    /// <summary>The kind of the value under the reader.</summary>
    public static EventKind Of(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            foreach ((byte[] word, EventKind kind) in Words)
            {
                if (json.ValueTextEquals(word))
                {
                    return kind;
                }
            }
        }

        return EventKind.Other;
    }
}
