using Changeover.Gateway.Upstream;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Gemini;
using Changeover.Protocol.Ollama;
using Changeover.Providers;

namespace Changeover.Gateway.Dialects;

/// <summary>The addresses of the dialects beside OpenAI Chat. Each request is handed to the pipeline in the words of its client.</summary>
internal static class DialectEndpoints
{
    private const int LargestShow = 64 * 1024;

    /// <summary>Clients ask for it to learn what they may use: the first version with thinking and structured outputs in streams of tools.</summary>
    private const string OllamaVersion = "0.9.0";

    /// <summary>Maps them.</summary>
    public static void MapDialects(this IEndpointRouteBuilder app, RequestPipeline pipeline, ModelList models)
    {
        app.MapGet("/v1/models", http => models.ListAsync(http, Asker(http)));
        app.MapGet("/v1/models/{**id}", http => models.ShowAsync(http, Asker(http), (string?)http.Request.RouteValues["id"]));
        app.MapGet("/v1beta/models", http => models.ListAsync(http, Dialect.Gemini));
        app.MapGet("/v1beta/models/{**id}", http => models.ShowAsync(http, Dialect.Gemini, (string?)http.Request.RouteValues["id"]));
        app.MapGet("/api/tags", http => models.ListAsync(http, Dialect.Ollama));
        app.MapPost("/api/show", http => OllamaShowAsync(http, models));
        app.MapGet("/api/version", http => OllamaVersionAsync(http.Response));
        app.MapPost("/v1/messages", http => pipeline.HandleAsync(http, Client(Operation.Chat, Dialect.AnthropicMessages)));
        app.MapPost("/v1/messages/count_tokens", http => pipeline.HandleAsync(http, Client(Operation.CountTokens, Dialect.AnthropicMessages)));
        app.MapPost("/v1beta/models/{**model}", http => GeminiAsync(http, pipeline));
        // Google's own SDK can be told to use version v1, whose paths lie beside OpenAI's: only the method after the colon tells them apart.
        app.MapPost("/v1/models/{**model}", http => GeminiAsync(http, pipeline));
        app.MapPost("/api/chat", http => pipeline.HandleAsync(http, Client(Operation.Chat, Dialect.Ollama)));
        app.MapPost("/api/embed", http => pipeline.HandleAsync(http, Client(Operation.Embeddings, Dialect.Ollama)));
        app.MapPost("/api/embeddings", http => pipeline.HandleAsync(http, Client(Operation.Embeddings, Dialect.Ollama, new RequestAddress(Variant: "prompt"))));
        app.MapPost("/api/generate", http => pipeline.HandleAsync(http, Client(Operation.Chat, Dialect.Ollama, new RequestAddress(Variant: "generate"))));
    }

    /// <summary>The dialect that an address belongs to, for errors about the address itself.</summary>
    public static IClientDialect OfPath(PathString path) => DialectRegistry.Client(
        path.StartsWithSegments("/v1/messages", StringComparison.OrdinalIgnoreCase) ? Dialect.AnthropicMessages
        : path.StartsWithSegments("/v1beta", StringComparison.OrdinalIgnoreCase) ? Dialect.Gemini
        : path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? Dialect.Ollama
        : Dialect.OpenAIChat);

    /// <summary>Anthropic's clients list models where OpenAI's do, and say a version that nobody else says.</summary>
    private static Dialect Asker(HttpContext http) => http.Request.Headers.ContainsKey("anthropic-version") ? Dialect.AnthropicMessages : Dialect.OpenAIChat;

    private static async Task OllamaShowAsync(HttpContext http, ModelList models)
    {
        using var body = new PooledBuffer(1024);
        var fits = await BodyReader.TryReadAsync(http.Request, body, LargestShow, http.RequestAborted);
        if (fits && OllamaPages.TryReadShow(body.WrittenMemory, out var model, out _))
        {
            await models.ShowAsync(http, Dialect.Ollama, model);
        }
        else
        {
            await ErrorResponse.WriteAsync(http.Response, DialectRegistry.Client(Dialect.Ollama), GatewayError.Plain(ErrorCodes.MissingParameter) with { Param = "model" });
        }
    }

    private static async Task OllamaVersionAsync(HttpResponse response)
    {
        response.ContentType = MediaTypes.Json;
        OllamaPages.WriteVersion(OllamaVersion, response.BodyWriter);
        await response.CompleteAsync();
    }

    private static Task GeminiAsync(HttpContext http, RequestPipeline pipeline)
    {
        var place = ((string?)http.Request.RouteValues["model"] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        ClientRequest? client = GeminiPath.TryParse(place, out var path) ? path.Method switch
        {
            GeminiPath.Generate or GeminiPath.Stream => Client(Operation.Chat, Dialect.Gemini, path.ToAddress(http.Request.Query["alt"])),
            GeminiPath.CountTokens => Client(Operation.CountTokens, Dialect.Gemini, new RequestAddress(path.Model)),
            GeminiPath.Embed => Client(Operation.Embeddings, Dialect.Gemini, new RequestAddress(path.Model)),
            GeminiPath.EmbedBatch => Client(Operation.Embeddings, Dialect.Gemini, new RequestAddress(path.Model, Variant: "batch")),
            _ => null,
        } : null;
        return client is null
            ? ErrorResponse.WriteAsync(http.Response, DialectRegistry.Client(Dialect.Gemini), GatewayError.Plain(ErrorCodes.UnknownUrl))
            : pipeline.HandleAsync(http, client);
    }

    private static ClientRequest Client(Operation operation, Dialect dialect, RequestAddress? address = null) => new(operation, DialectRegistry.Client(dialect), address ?? RequestAddress.None);
}
