namespace Changeover.Sandbox.Exchanges;

/// <summary>One received request and what became of it.</summary>
public sealed record JournalEntry
{
    /// <summary>1 for the first request since the start or the last reset.</summary>
    public required int Number { get; init; }

    /// <summary>When the request had been read whole.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark; empty when there is none.</summary>
    public required string Query { get; init; }

    /// <summary>Headers by lower-case name; credentials and cookies only as <see cref="Credential.Hash"/>.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Hash of the key; null when there was none.</summary>
    public string? Key { get; init; }

    /// <summary>The model that was asked for; null when the request names none.</summary>
    public string? Model { get; init; }

    /// <summary>The body as UTF-8 text.</summary>
    public required string Body { get; init; }

    /// <summary>Kind of the fault that was played; null = a healthy answer.</summary>
    public string? Fault { get; init; }

    /// <summary>HTTP status of the answer; null when no status line was due.</summary>
    public int? Status { get; init; }

    /// <summary>Pieces written: events of a stream, or 1 for a body.</summary>
    public int PiecesSent { get; init; }

    /// <summary>Bytes of the body that were written.</summary>
    public long BytesSent { get; init; }

    /// <summary>How it ended.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>When it ended (for <see cref="Outcome.ClientGone"/>: when the client was seen to be gone); null while open.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
