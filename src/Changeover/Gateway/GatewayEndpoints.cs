using Changeover.Gateway.Dialects;
using Changeover.Gateway.Responses;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway;

/// <summary>The addresses of the gateway. Thin: each hands over to the pipeline or lists what there is.</summary>
internal static class GatewayEndpoints
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["chat/completions"] = "POST",
        ["completions"] = "POST",
        ["embeddings"] = "POST",
        ["models"] = "GET",
        ["messages"] = "POST",
        ["messages/count_tokens"] = "POST",
        ["responses"] = "POST",
        ["responses/input_tokens"] = "POST",
    };

    /// <summary>Maps them.</summary>
    public static void MapGateway(this IEndpointRouteBuilder app)
    {
        var pipeline = app.ServiceProvider.GetRequiredService<RequestPipeline>();
        var models = app.ServiceProvider.GetRequiredService<ModelList>();
        app.MapPost("/v1/chat/completions", http => pipeline.HandleAsync(http, ClientRequest.OpenAIChat(Operation.Chat)));
        app.MapPost("/v1/completions", http => pipeline.HandleAsync(http, ClientRequest.OpenAIChat(Operation.Completions)));
        app.MapPost("/v1/embeddings", http => pipeline.HandleAsync(http, ClientRequest.OpenAIChat(Operation.Embeddings)));
        app.MapDialects(pipeline, models);
        app.MapResponses(pipeline);
        app.Map("/v1/{**path}", http => Known.TryGetValue((string?)http.Request.RouteValues["path"] ?? "", out var method)
            ? ErrorResponse.WriteAsync(http.Response, DialectEndpoints.OfPath(http.Request.Path), GatewayError.Plain(ErrorCodes.MethodNotSupported) with { Allow = method })
            : pipeline.HandleAsync(http, ClientRequest.OpenAIChat(Operation.PassThrough)));
        app.MapFallback(http => ErrorResponse.WriteAsync(http.Response, DialectEndpoints.OfPath(http.Request.Path), GatewayError.Plain(ErrorCodes.UnknownUrl)));
    }
}
