using System.Text.Json;
using System.Text.Json.Serialization;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Tests.Providers;

/// <summary>The rows of <c>catalogue/providers</c>, read strictly: an unknown, missing or doubled field is an error.</summary>
internal static class CatalogueRows
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters =
        {
            new JsonStringEnumConverter<ErrorClass>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter<Confidence>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
        },
    };

    public static IReadOnlyList<ErrorRow> Errors { get; } =
        [.. File.ReadLines(Repository.PathOf("catalogue", "providers", "errors.jsonl")).Select(line => JsonSerializer.Deserialize<ErrorRow>(line, Strict)!)];

    public static IReadOnlyList<ProviderRow> Providers { get; } =
        JsonSerializer.Deserialize<ProviderRow[]>(File.ReadAllText(Repository.PathOf("catalogue", "providers", "providers.json")), Strict)!;
}

internal enum Confidence
{
    Read,
    Compiled,
    Unverified,
}

internal sealed record ErrorRow
{
    public required string Provider { get; init; }

    public int? Status { get; init; }

    public string? Type { get; init; }

    public string? Code { get; init; }

    public string? Message { get; init; }

    public required ErrorClass Class { get; init; }

    public required string Source { get; init; }

    public required DateOnly SeenOn { get; init; }

    public required Confidence Confidence { get; init; }

    public string? Note { get; init; }

    /// <summary>As it would arrive; a status that is not known is taken as 200, where it decides nothing.</summary>
    public UpstreamError AsError() => new() { Status = Status ?? 200, Type = Type, Code = Code, Message = Message };
}

internal sealed record ProviderRow
{
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public required Uri? BaseUrl { get; init; }

    public required string Dialect { get; init; }

    public required string Auth { get; init; }

    public required bool NeedsCredential { get; init; }

    public required string Source { get; init; }

    public required DateOnly SeenOn { get; init; }

    public required Confidence Confidence { get; init; }

    public string? Note { get; init; }
}
