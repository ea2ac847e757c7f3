using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>OpenAI's API under any prefix: the last part of the path says what is asked.</summary>
/// <param name="seals">Marks reasoning, and knows it again.</param>
internal sealed partial class OpenAIDialect(Seals seals) : IDialect
{
    public byte[] Terminal => "data: [DONE]\n\n"u8.ToArray();

    public string? FindKey(HttpRequest request) => KeyHeaders.Bearer(request) ?? KeyHeaders.Plain(request, "api-key");

    /// <summary>The model from the body, else the deployment in an Azure path.</summary>
    public string? FindModel(string path, JsonObject? body) => body?["model"] is JsonValue value && value.TryGetValue<string>(out var model)
        ? model
        : Deployment().Match(path) is { Success: true } match ? Uri.UnescapeDataString(match.Groups["name"].Value) : null;

    public Script Answer(Received received)
    {
        var path = received.Exchange.Path.TrimEnd('/');
        var isPost = received.Exchange.Method == "POST";
        return path switch
        {
            _ when isPost && path.EndsWith("/chat/completions", StringComparison.Ordinal) => ChatEndpoint.Answer(received, seals),
            _ when isPost && path.EndsWith("/completions", StringComparison.Ordinal) => CompletionEndpoint.Answer(received),
            _ when isPost && path.EndsWith("/embeddings", StringComparison.Ordinal) => EmbeddingEndpoint.Answer(received),
            _ when !isPost && path.EndsWith("/models", StringComparison.Ordinal) => ModelEndpoint.List(received),
            _ when !isPost && path.Contains("/models/", StringComparison.Ordinal) => ModelEndpoint.One(received),
            _ => EchoEndpoint.Answer(received),
        };
    }

    public Script Refuse(ProviderError error) => Script.Json(error.Status, OpenAIErrors.Body(error));

    public ProviderError Words(Trouble trouble, string key) => OpenAIErrors.Words(trouble, key);

    public Script RegionBlock(string variant) => Script.Json(403, OpenAIErrors.RegionBody(variant));

    public byte[] ErrorEvent(ProviderError error, int sent) => Wire.Event(OpenAIErrors.Body(error));

    [GeneratedRegex("/openai/deployments/(?<name>[^/]+)/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Deployment();
}
