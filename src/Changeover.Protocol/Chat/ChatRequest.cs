using System.Collections.ObjectModel;

namespace Changeover.Protocol.Chat;

/// <summary>A chat request in the neutral form: what every dialect can be read into and written from.</summary>
public sealed record ChatRequest
{
    /// <summary>The dialect that the request came in, to which all extensions in it belong.</summary>
    public Dialect Dialect { get; init; } = Dialect.OpenAIChat;

    /// <summary>What <see cref="Dialects.RequestAddress.Variant"/> said of the answer's form; null = the usual one.</summary>
    public string? Variant { get; init; }

    /// <summary>The model name that the client sent.</summary>
    public required string OriginalModel { get; init; }

    /// <summary>The conversation, oldest first.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>Functions that the model may call.</summary>
    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Tools that only their provider knows (custom, built-in search), as raw JSON in the order of the request.</summary>
    public IReadOnlyList<string> ProviderTools { get; init; } = [];

    /// <summary>null = not said (auto when there are tools).</summary>
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>Several calls in one turn; null = not said.</summary>
    public bool? ParallelToolCalls { get; init; }

    /// <summary>null = not said (text).</summary>
    public ResponseFormat? ResponseFormat { get; init; }

    /// <summary>Temperature and the rest.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Upper bound of generated tokens, reasoning included; null = the model's own.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The client used the older word <c>max_tokens</c> for <see cref="MaxOutputTokens"/>.</summary>
    public bool SaysMaxTokens { get; init; }

    /// <summary>Number of answers; 1 unless said.</summary>
    public int N { get; init; } = 1;

    /// <summary>Report log-probabilities of the chosen tokens.</summary>
    public bool Logprobs { get; init; }

    /// <summary>Alternatives per position, 0 to 20.</summary>
    public int TopLogprobs { get; init; }

    /// <summary>Answer as a stream of events.</summary>
    public bool Stream { get; init; }

    /// <summary>Stream: the client wants the usage as a last chunk (<c>stream_options.include_usage</c>).</summary>
    public bool IncludeUsage { get; init; }

    /// <summary><c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c> …; null = not said.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Most tokens to reason with; 0 = do not reason; null = not said.</summary>
    public int? ReasoningBudget { get; init; }

    /// <summary>Whether the client wants to see the reasoning; null = not said (as the dialect does by default).</summary>
    public bool? ShowReasoning { get; init; }

    /// <summary>The client asks for the seals of the reasoning, to carry the conversation itself, in a dialect that gives them only when asked (OpenAI Responses).</summary>
    public bool WantsSeals { get; init; }

    /// <summary>The end user's id as the application gave it; null = not said.</summary>
    public string? User { get; init; }

    /// <summary>Fields the neutral form has no place for: name → raw JSON; one inside a nested object (<c>stream_options</c>) has that object's name and a dot before its own. Written back only to the dialect they came from.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
