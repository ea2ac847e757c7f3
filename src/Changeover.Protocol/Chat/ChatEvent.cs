namespace Changeover.Protocol.Chat;

/// <summary>One step of an answer. A stream is: one <see cref="Started"/>, deltas per choice, one <see cref="Finished"/> per choice, at most one <see cref="Usage"/>; or it ends in <see cref="Failed"/>.</summary>
public abstract record ChatEvent
{
    /// <summary>Index of a legacy <c>function_call</c>, which stands outside the list of tool calls.</summary>
    public const int LegacyFunctionIndex = -1;

    private ChatEvent()
    {
    }

    /// <summary>The answer begins. <paramref name="Created"/> in Unix seconds.</summary>
    public sealed record Started(string Id, string ResponseModel, long Created, string? SystemFingerprint = null) : ChatEvent;

    /// <summary>More text.</summary>
    public sealed record TextDelta(int Choice, string Text) : ChatEvent
    {
        /// <summary>One entry per token of <see cref="Text"/>, when asked for; null = not reported.</summary>
        public IReadOnlyList<TokenLogprob>? Logprobs { get; init; }
    }

    /// <summary>More reasoning text.</summary>
    public sealed record ReasoningDelta(int Choice, string Text) : ChatEvent;

    /// <summary>The reasoning so far is complete and sealed. <paramref name="IsRedacted"/>: the seal is all that will be seen of it.</summary>
    public sealed record ReasoningSealed(int Choice, Seal Seal, bool IsRedacted = false) : ChatEvent;

    /// <summary>The text so far carries a provider's signature (Gemini).</summary>
    public sealed record TextSealed(int Choice, Seal Seal) : ChatEvent;

    /// <summary>More of a refusal.</summary>
    public sealed record RefusalDelta(int Choice, string Text) : ChatEvent;

    /// <summary>A tool call begins; its arguments follow as deltas with the same <paramref name="Index"/>.</summary>
    public sealed record ToolCallStarted(int Choice, int Index, string Id, string Name) : ChatEvent
    {
        /// <summary>The provider's signature on the call; null = none.</summary>
        public Seal? Seal { get; init; }

        /// <summary>A call of a custom tool, whose input is free text.</summary>
        public bool IsCustom { get; init; }

        /// <summary>The legacy <c>function_call</c>: <see cref="Id"/> is empty.</summary>
        public bool IsLegacyFunction => Index == LegacyFunctionIndex;
    }

    /// <summary>More of a tool call's arguments (JSON text).</summary>
    public sealed record ToolCallDelta(int Choice, int Index, string Arguments) : ChatEvent;

    /// <summary>Something passed by that only the provider's own dialect has a word for: a picture, a search of its own, a citation. <paramref name="Path"/>: where it stood, for the loss.</summary>
    public sealed record PassedBy(int Choice, string Path) : ChatEvent
    {
        /// <summary>The reason that is told of the loss.</summary>
        public const string Reason = "only its own dialect knows it";

        private const int LongestKind = 40;

        /// <summary>A piece of the content, of a kind that the provider names.</summary>
        public static PassedBy Piece(int choice, string? kind) => new(choice, $"content.{(kind is null ? "unknown" : kind.Length <= LongestKind ? kind : kind[..LongestKind])}");
    }

    /// <summary>A choice is done.</summary>
    public sealed record Finished(int Choice, FinishReason Reason) : ChatEvent
    {
        /// <summary>The stop string that matched, where the provider says which; null = not said.</summary>
        public string? StopSequence { get; init; }
    }

    /// <summary>What it cost in tokens.</summary>
    public sealed record Usage(TokenUsage Tokens) : ChatEvent;

    /// <summary>The answer broke off. Nothing follows.</summary>
    public sealed record Failed(UpstreamError Error) : ChatEvent;
}
