using System.Text;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Scripts;

/// <summary>Everything the sandbox will do with one request, written before it is played. A fault is an edit of the script.</summary>
internal sealed record Script
{
    /// <summary>HTTP status; null = no status line and no headers: the pieces go onto the bare connection.</summary>
    public int? Status { get; init; } = 200;

    public required string ContentType { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Announced length of the body; null = chunked.</summary>
    public long? ContentLength { get; init; }

    /// <summary>The script may drop the connection, so it is played on the socket itself, where nothing is buffered in between.</summary>
    public bool OnSocket { get; init; }

    public required IEnumerable<Step> Steps { get; init; }

    public bool IsStream => ContentType.StartsWith("text/event-stream", StringComparison.Ordinal);

    /// <summary>A whole body, sent at once.</summary>
    public static Script Whole(int status, string contentType, ReadOnlyMemory<byte> body) => new()
    {
        Status = status,
        ContentType = contentType,
        ContentLength = body.Length,
        Steps = [new Step.Send(body, Part.Body)],
    };

    /// <summary>A JSON body, sent at once.</summary>
    public static Script Json(int status, JsonNode body) => Whole(status, "application/json", Wire.Bytes(body));

    /// <summary>Bytes on the bare connection, then the connection is dropped.</summary>
    public static Script Bare(ReadOnlyMemory<byte> bytes, bool reset) => new()
    {
        Status = null,
        ContentType = "",
        OnSocket = true,
        Steps = [new Step.Send(bytes, Part.Other), new Step.HangUp(reset)],
    };

    /// <inheritdoc cref="Bare(ReadOnlyMemory{byte}, bool)"/>
    public static Script Bare(string text, bool reset) => Bare(Encoding.UTF8.GetBytes(text), reset);

    public Script With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };
}
