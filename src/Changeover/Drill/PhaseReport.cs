namespace Changeover.Drill;

/// <summary>What a phase of a drill came to.</summary>
public sealed record PhaseReport
{
    /// <summary>Which one.</summary>
    public required Phase Phase { get; init; }

    /// <summary>Requests that came to an end.</summary>
    public required int Requests { get; init; }

    /// <summary>Those that were no whole answer for the client.</summary>
    public required int Failed { get; init; }

    /// <summary>Median time to the first byte of a whole answer; null = there was none.</summary>
    public double? FirstByteMedianMs { get; init; }

    /// <summary>What 95 of 100 did not exceed.</summary>
    public double? FirstByteP95Ms { get; init; }

    /// <summary>Whole answers by <c>upstream/model</c>.</summary>
    public required IReadOnlyDictionary<string, int> AnsweredBy { get; init; }

    /// <summary>Tokens of the prompts, as the gateway recorded them.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of the answers, as the gateway recorded them.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What it cost, by currency.</summary>
    public required IReadOnlyDictionary<string, decimal> Cost { get; init; }

    /// <summary>Requests whose price is not known.</summary>
    public int Unpriced { get; init; }
}
