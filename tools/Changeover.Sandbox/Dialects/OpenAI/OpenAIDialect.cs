using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>OpenAI's API under any prefix: the last part of the path says what is asked.</summary>
internal sealed class OpenAIDialect : IDialect
{
    public byte[] Terminal => "data: [DONE]\n\n"u8.ToArray();

    public Script Answer(Received received)
    {
        var path = received.Exchange.Path.TrimEnd('/');
        var isPost = received.Exchange.Method == "POST";
        try
        {
            return path switch
            {
                _ when isPost && path.EndsWith("/chat/completions", StringComparison.Ordinal) => ChatEndpoint.Answer(received),
                _ when isPost && path.EndsWith("/completions", StringComparison.Ordinal) => CompletionEndpoint.Answer(received),
                _ when isPost && path.EndsWith("/embeddings", StringComparison.Ordinal) => EmbeddingEndpoint.Answer(received),
                _ when !isPost && path.EndsWith("/models", StringComparison.Ordinal) => ModelEndpoint.List(received),
                _ when !isPost && path.Contains("/models/", StringComparison.Ordinal) => ModelEndpoint.One(received),
                _ => EchoEndpoint.Answer(received),
            };
        }
        catch (BadRequest bad)
        {
            return Refuse(bad.Error);
        }
        catch (InvalidOperationException)
        {
            // A JSON value was read as a type that it has not.
            return Refuse(new ProviderError(400, "A field of the request has the wrong type.", "invalid_request_error", null));
        }
    }

    public Script Refuse(ProviderError error) => Script.Json(error.Status, OpenAIErrors.Body(error));

    public byte[] ErrorEvent(ProviderError error) => Wire.Event(OpenAIErrors.Body(error));
}
