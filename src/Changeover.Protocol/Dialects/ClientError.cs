namespace Changeover.Protocol.Dialects;

/// <summary>An error for a client, before its dialect gives it a shape. Holds nothing secret.</summary>
/// <param name="Status">HTTP status; from it the dialects take their own type words.</param>
/// <param name="Type">OpenAI's <c>error.type</c>.</param>
/// <param name="Code">The exact code (<c>budget_exhausted</c>); null = none.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Param">The field to blame; null = none.</param>
public sealed record ClientError(int Status, string Type, string? Code, string Message, string? Param = null)
{
    /// <summary>Id of the request, where the dialect's error has a place for it; null = not said.</summary>
    public string? RequestId { get; init; }
}
