using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Providers;

namespace Changeover.Gateway.Dialects;

/// <summary>The addresses of the dialects beside OpenAI Chat. Each request is handed to the pipeline in the words of its client.</summary>
internal static class DialectEndpoints
{
    private static readonly Dictionary<string, (Operation Operation, bool? Stream)> GeminiMethods = new(StringComparer.Ordinal)
    {
        ["generateContent"] = (Operation.Chat, false),
        ["streamGenerateContent"] = (Operation.Chat, true),
        ["countTokens"] = (Operation.CountTokens, null),
    };

    /// <summary>Maps them.</summary>
    public static void MapDialects(this IEndpointRouteBuilder app, RequestPipeline pipeline)
    {
        app.MapPost("/v1/messages", http => pipeline.HandleAsync(http, Client(Operation.Chat, Dialect.AnthropicMessages)));
        app.MapPost("/v1/messages/count_tokens", http => pipeline.HandleAsync(http, Client(Operation.CountTokens, Dialect.AnthropicMessages)));
        app.MapPost("/v1/responses", http => pipeline.HandleAsync(http, Client(Operation.Chat, Dialect.OpenAIResponses)));
        app.MapPost("/v1/responses/input_tokens", http => pipeline.HandleAsync(http, Client(Operation.CountTokens, Dialect.OpenAIResponses)));
        app.MapPost("/v1beta/models/{**model}", http => GeminiAsync(http, pipeline));
        // Google's own SDK can be told to use version v1, whose paths lie beside OpenAI's: only the method after the colon tells them apart.
        app.MapPost("/v1/models/{**model}", http => GeminiAsync(http, pipeline));
        app.MapPost("/api/chat", http => pipeline.HandleAsync(http, Client(Operation.Chat, Dialect.Ollama)));
        app.MapPost("/api/generate", http => pipeline.HandleAsync(http, Client(Operation.Chat, Dialect.Ollama, new RequestAddress(Variant: "generate"))));
    }

    /// <summary>The dialect that an address belongs to, for errors about the address itself.</summary>
    public static IClientDialect OfPath(PathString path) => DialectRegistry.Client(
        path.StartsWithSegments("/v1/messages", StringComparison.OrdinalIgnoreCase) ? Dialect.AnthropicMessages
        : path.StartsWithSegments("/v1beta", StringComparison.OrdinalIgnoreCase) ? Dialect.Gemini
        : path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? Dialect.Ollama
        : Dialect.OpenAIChat);

    private static Task GeminiAsync(HttpContext http, RequestPipeline pipeline)
    {
        var place = ((string?)http.Request.RouteValues["model"] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var colon = place.LastIndexOf(':');
        if (colon < 0 || !GeminiMethods.TryGetValue(place[(colon + 1)..], out var method))
        {
            return ErrorResponse.WriteAsync(http.Response, DialectRegistry.Client(Dialect.Gemini), GatewayError.Plain(ErrorCodes.UnknownUrl));
        }

        var variant = method.Stream is true && http.Request.Query["alt"] != "sse" ? "array" : null;
        return pipeline.HandleAsync(http, Client(method.Operation, Dialect.Gemini, new RequestAddress(place[..colon], method.Stream, variant)));
    }

    private static ClientRequest Client(Operation operation, Dialect dialect, RequestAddress? address = null) => new(operation, DialectRegistry.Client(dialect), address ?? RequestAddress.None);
}
