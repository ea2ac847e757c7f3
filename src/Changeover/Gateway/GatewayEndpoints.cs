using Changeover.Gateway.Dialects;
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
    };

    /// <summary>Maps them.</summary>
    public static void MapGateway(this IEndpointRouteBuilder app)
    {
        var pipeline = app.ServiceProvider.GetRequiredService<RequestPipeline>();
        var models = app.ServiceProvider.GetRequiredService<ModelList>();
        app.MapPost("/v1/chat/completions", http => pipeline.HandleAsync(http, Operation.Chat, ClientRequest.OpenAIChat()));
        app.MapPost("/v1/completions", http => pipeline.HandleAsync(http, Operation.Completions, ClientRequest.OpenAIChat()));
        app.MapPost("/v1/embeddings", http => pipeline.HandleAsync(http, Operation.Embeddings, ClientRequest.OpenAIChat()));
        app.MapGet("/v1/models", models.ListAsync);
        app.MapGet("/v1/models/{**id}", models.ShowAsync);
        app.Map("/v1/{**path}", http => Known.TryGetValue((string?)http.Request.RouteValues["path"] ?? "", out var method)
            ? ErrorResponse.WriteAsync(http.Response, DialectRegistry.Client(Dialect.OpenAIChat), GatewayError.Plain(ErrorCodes.MethodNotSupported) with { Allow = method })
            : pipeline.HandleAsync(http, Operation.PassThrough, ClientRequest.OpenAIChat()));
        app.MapFallback(http => ErrorResponse.WriteAsync(http.Response, DialectRegistry.Client(Dialect.OpenAIChat), GatewayError.Plain(ErrorCodes.UnknownUrl)));
    }
}
