using System.Buffers;
using System.Globalization;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.OpenAIResponses;
using Changeover.Providers;

namespace Changeover.Gateway.Responses;

/// <summary>The Responses API: making responses, and looking at those that were kept.</summary>
internal static class ResponseEndpoints
{
    private const int LargestPage = 100;

    /// <summary>Registers the store and its retention.</summary>
    public static IServiceCollection AddResponses(this IServiceCollection services) => services
        .AddSingleton<ResponseStore>()
        .AddHostedService<ResponseRetentionJob>();

    /// <summary>Maps them. Ids of ours begin with <c>resp_</c>.</summary>
    public static void MapResponses(this IEndpointRouteBuilder app, RequestPipeline pipeline)
    {
        var store = app.ServiceProvider.GetRequiredService<ResponseStore>();
        var callers = app.ServiceProvider.GetRequiredService<CallerIdentification>();
        app.MapPost("/v1/responses", http => pipeline.HandleAsync(http, Client(Operation.Chat, store)));
        app.MapPost("/v1/responses/input_tokens", http => pipeline.HandleAsync(http, Client(Operation.CountTokens, store)));
        app.MapGet("/v1/responses/resp_{id}", http => AnswerAsync(http, callers, (id, owner, output) =>
        {
            if (string.Equals(http.Request.Query["stream"], "true", StringComparison.OrdinalIgnoreCase))
            {
                return new GatewayError(ErrorCodes.UnsupportedParameter, "A kept response is given whole: leave 'stream' out.") { Param = "stream" };
            }

            if (store.Find(id, owner) is not { } kept)
            {
                return NotFound(id);
            }

            output.Write(kept.Response);
            return null;
        }));
        app.MapDelete("/v1/responses/resp_{id}", http => AnswerAsync(http, callers, (id, owner, output) =>
        {
            if (!store.Delete(id, owner))
            {
                return NotFound(id);
            }

            StoredResponse.WriteDeleted(id, output);
            return null;
        }));
        app.MapGet("/v1/responses/resp_{id}/input_items", http => AnswerAsync(http, callers, (id, owner, output) =>
        {
            if (PageOf(http.Request.Query, out var page) is { } wrong)
            {
                return wrong;
            }

            if (store.Find(id, owner) is not { } kept)
            {
                return NotFound(id);
            }

            StoredResponse.WriteItemList(kept.Input, page, output);
            return null;
        }));
    }

    private static ClientRequest Client(Operation operation, ResponseStore store) =>
        new(operation, DialectRegistry.Client(Dialect.OpenAIResponses), RequestAddress.None) { Memory = new ResponseMemory(store) };

    private static async Task AnswerAsync(HttpContext http, CallerIdentification callers, Func<string, string?, PooledBuffer, GatewayError?> answer)
    {
        using var body = new PooledBuffer(1024);
        var (caller, refusal) = callers.Identify(http);
        refusal ??= answer($"resp_{http.Request.RouteValues["id"]}", caller!.Owner, body);
        if (refusal is not null)
        {
            await ErrorResponse.WriteAsync(http.Response, DialectRegistry.Client(Dialect.OpenAIResponses), refusal);
            return;
        }

        http.Response.ContentType = MediaTypes.Json;
        http.Response.ContentLength = body.WrittenCount;
        await http.Response.Body.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }

    private static GatewayError NotFound(string id) => new(ErrorCodes.ResponseNotFound, $"Response with id '{id}' not found.");

    private static GatewayError? PageOf(IQueryCollection query, out ItemPage page)
    {
        page = new ItemPage { After = query.TryGetValue("after", out var after) ? after.ToString() : null };
        if (query.TryGetValue("limit", out var text))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit is < 1 or > LargestPage)
            {
                return new GatewayError(ErrorCodes.InvalidValue, $"'limit' must be a number from 1 to {LargestPage}.") { Param = "limit" };
            }

            page = page with { Limit = limit };
        }

        var order = query["order"].ToString();
        page = page with { IsAscending = order == "asc" };
        return order is "" or "asc" or "desc" ? null : new GatewayError(ErrorCodes.InvalidValue, "'order' must be 'asc' or 'desc'.") { Param = "order" };
    }
}
