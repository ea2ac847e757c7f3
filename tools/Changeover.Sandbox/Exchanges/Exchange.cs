using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Exchanges;

/// <summary>One request while it is being answered: what came in, and how far the answer got.</summary>
internal sealed class Exchange(int number, DateTimeOffset receivedAt, Signal signal)
{
    public int Number => number;
    public required string Method { get; init; }
    public required string Path { get; init; }
    public required string Query { get; init; }
    public required IReadOnlyDictionary<string, string> Headers
    {
        get;
        init
        {
            field = value;
            Charge = Charge with { Request = value.GetValueOrDefault("x-client-request-id") };
        }
    }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The key itself: needed to check it, kept out of every listing.</summary>
    public string? Key { get; init; }

    /// <summary>The header as it came: signatures are checked against it; kept out of every listing.</summary>
    public string? Authorization { get; init; }

    /// <summary>The body as a JSON object; null when it is none.</summary>
    public JsonObject? Json { get; init; }

    public string? Model { get; init; }
    public string? Fault { get; set; }
    public int? Status { get; set; }
    public Outcome Outcome { get; private set; }
    public BillLine Charge { get; private set; } = new() { Number = number };

    private DateTimeOffset? _endedAt;
    private int _pieces;
    private long _bytes;

    /// <summary>The model begins: from here the prompt is charged.</summary>
    public void Prefilled(long promptTokens, long cachedTokens)
    {
        Charge = Charge with { PromptTokens = promptTokens, CachedTokens = cachedTokens };
        signal.Raise();
    }

    /// <summary>The model has made one more token.</summary>
    public void Generated(bool reasoning)
    {
        Charge = Charge with { CompletionTokens = Charge.CompletionTokens + 1, ReasoningTokens = Charge.ReasoningTokens + (reasoning ? 1 : 0) };
        signal.Raise();
    }

    public void Sent(int bytes)
    {
        _pieces++;
        _bytes += bytes;
        signal.Raise();
    }

    public void End(Outcome outcome, DateTimeOffset at)
    {
        _endedAt = at;
        Outcome = outcome;
    }

    public JournalEntry ToEntry() => new()
    {
        Number = number,
        ReceivedAt = receivedAt,
        Method = Method,
        Path = Path,
        Query = Query,
        Headers = Headers,
        Key = Key is null ? null : Credential.Hash(Key),
        Model = Model,
        Body = Encoding.UTF8.GetString(Body.Span),
        Fault = Fault,
        Status = Status,
        PiecesSent = _pieces,
        BytesSent = _bytes,
        Outcome = Outcome,
        EndedAt = _endedAt,
    };

    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a body as a JSON object; anything else, and an object that says a name twice, is null.</summary>
    public static JsonObject? ParseObject(ReadOnlyMemory<byte> body)
    {
        try
        {
            return body.IsEmpty ? null : JsonNode.Parse(body.Span, documentOptions: NoDuplicates) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
