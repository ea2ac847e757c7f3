using Changeover.Protocol.Chat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>How a response stands.</summary>
/// <param name="Word"><c>in_progress</c>, <c>completed</c>, <c>incomplete</c> or <c>failed</c>.</param>
/// <param name="IncompleteReason">Of an incomplete one; null = not known.</param>
internal readonly record struct ResponseStatus(string Word, string? IncompleteReason = null)
{
    public static ResponseStatus InProgress => new("in_progress");

    public static ResponseStatus Failed => new("failed");

    public bool IsIncomplete => Word == "incomplete";

    /// <summary>The status that a finish makes; null = the answer broke off.</summary>
    public static ResponseStatus Of(FinishReason? reason) => reason switch
    {
        null => new("incomplete"),
        FinishReason.Length => new("incomplete", "max_output_tokens"),
        FinishReason.ContentFilter => new("incomplete", "content_filter"),
        FinishReason.ProviderError => Failed,
        _ => new("completed"),
    };

    /// <summary>The finish that a provider's status and reason mean; null = it has none yet.</summary>
    public static FinishReason? FinishOf(string? status, string? incompleteReason, bool hasCalls) => status switch
    {
        "incomplete" => incompleteReason == "content_filter" ? FinishReason.ContentFilter : FinishReason.Length,
        "completed" => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
        _ => null,
    };
}
