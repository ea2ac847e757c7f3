namespace Changeover.Bench.Soak;

/// <summary>What a client saw of one request.</summary>
/// <param name="At">When it was sent, since the load began.</param>
/// <param name="Dialect">The client's.</param>
/// <param name="Streams">Whether it asked for a stream.</param>
/// <param name="Owner">Whose key it sent.</param>
/// <param name="Node">Which gateway it asked.</param>
/// <param name="Fault">Fault that the first provider played when it was sent; null = it was well.</param>
/// <param name="End">How it ended.</param>
internal sealed record SoakReading(TimeSpan At, string Dialect, bool Streams, string Owner, int Node, string? Fault, SoakEnd End)
{
    /// <summary><c>x-request-id</c>; null = no headers came.</summary>
    public string? RequestId { get; init; }

    /// <summary>From sending to the first byte of the body.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>From sending to the end.</summary>
    public TimeSpan Whole { get; init; }

    /// <summary>Status and words of the error; null = there was none.</summary>
    public string? Error { get; init; }
}

/// <summary>How a request ended, as its client saw it.</summary>
internal enum SoakEnd
{
    /// <summary>With an answer, whole to its dialect's last event.</summary>
    Answered,

    /// <summary>The key's budget was spent.</summary>
    OverBudget,

    /// <summary>With an error before any content.</summary>
    Refused,

    /// <summary>With the dialect's own error event, after content.</summary>
    BrokenOff,

    /// <summary>The connection went with the gateway that was killed.</summary>
    NodeKilled,

    /// <summary>The connection went, or a stream stopped without a last event, and no gateway was killed.</summary>
    Lost,
}
