using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Tests.Providers;

/// <summary>One exchange with a provider: what the client sent and what must be sent, what came and what must be seen in it. Either half may be absent.</summary>
internal sealed record Cassette
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public required string Shows { get; init; }

    public required string Provider { get; init; }

    /// <summary>There is no network where the tests are written: nothing here was recorded.</summary>
    public required CassetteOrigin Origin { get; init; }

    public required string Source { get; init; }

    public required DateOnly SeenOn { get; init; }

    public string? Model { get; init; }

    public bool Streaming { get; init; }

    public JsonObject? Request { get; init; }

    public JsonObject? Sent { get; init; }

    public int? Status { get; init; }

    public string? RetryAfter { get; init; }

    /// <summary>An object, or the text itself where its white space matters.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>Line by line.</summary>
    public IReadOnlyList<string>? Stream { get; init; }

    public Observed? Observed { get; init; }

    public static IEnumerable<string> Names { get; } = Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order();

    private static string Folder => Repository.PathOf("tests", "Changeover.Tests", "Providers", "Cassettes");

    public static Cassette Load(string name) => JsonSerializer.Deserialize<Cassette>(File.ReadAllText(Path.Combine(Folder, name + ".json")), Strict)!;
}

internal enum CassetteOrigin
{
    /// <summary>Written after the documents and reports that the source names.</summary>
    Documented,
}

/// <summary>What must be seen in an answer; absent = not there.</summary>
internal sealed record Observed
{
    public ErrorClass? Class { get; init; }

    public string? Code { get; init; }

    public int? RetryAfterSeconds { get; init; }

    public bool Content { get; init; }

    public FinishReason? Finish { get; init; }

    public long? InputTokens { get; init; }

    public long? CachedInputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public long? ReasoningTokens { get; init; }
}
