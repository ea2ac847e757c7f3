namespace Changeover.Protocol.OpenAIResponses;

/// <summary>Which items of a list are asked for, as in the query of <c>GET /v1/responses/{id}/input_items</c>.</summary>
/// <param name="Limit">Most items, 1 to 100; the dialect's default is 20.</param>
/// <param name="IsAscending">Oldest first (<c>order=asc</c>); the dialect's default is newest first.</param>
/// <param name="After">Id of the item that the page comes behind; null = from the beginning.</param>
public sealed record ItemPage(int Limit = 20, bool IsAscending = false, string? After = null);
