using System.Text.Json.Nodes;
using Changeover.Sandbox.Exchanges;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Hunyuan;

/// <summary>Tencent Cloud's API 3.0 for Hunyuan: one address, the action in a header, every request signed.</summary>
internal sealed class HunyuanDialect(string secretId, string secretKey) : IDialect
{
    private const string Version = "2023-09-01";
    private readonly Tc3Signature _signature = new(secretId, secretKey);

    /// <summary>The last event carries the finish reason; nothing follows it.</summary>
    public byte[] Terminal => [];

    /// <summary>The secret id; the secret key stays with the client.</summary>
    public string? FindKey(HttpRequest request) => Tc3Signature.SecretIdIn(request.Headers.Authorization.ToString());

    public string? FindModel(string path, JsonObject? body) => body?["Model"] is JsonValue value && value.TryGetValue<string>(out var model) ? model : null;

    /// <summary>The signature is checked with the rest of the request.</summary>
    public ProviderError? KeyError(string? key, Behaviour behaviour) => null;

    public Script Answer(Received received)
    {
        if (CommonFault(received.Exchange) is { } common) return Refuse(common);
        if (_signature.Fault(received.Exchange, received.Now) is { } unsigned) return Refuse(unsigned);
        try
        {
            return received.Exchange.Headers["x-tc-action"] switch
            {
                "ChatCompletions" => ChatEndpoint.Answer(received),
                "GetEmbedding" => EmbeddingEndpoint.Answer(received),
                var action => Refuse(HunyuanErrors.Error("InvalidAction", $"The API action `{action}` is invalid or not found.")),
            };
        }
        catch (BadRequest bad)
        {
            return Refuse(bad.Error);
        }
        catch (InvalidOperationException)
        {
            // A JSON value was read as a type that it has not.
            return Refuse(HunyuanErrors.Error("InvalidParameter", "The value type of a parameter is not valid."));
        }
    }

    public ProviderError Words(Trouble trouble, string key) => HunyuanErrors.Words(trouble);

    public Script Refuse(ProviderError error) => Script.Json(error.Status, HunyuanErrors.Body(error));

    public byte[] ErrorEvent(ProviderError error, int sent) => Wire.Event(HunyuanErrors.Event(error));

    /// <summary>What is wrong with the parameters that every action has; they are headers.</summary>
    private static ProviderError? CommonFault(Exchange exchange)
    {
        foreach (var name in new[] { "Action", "Version", "Timestamp" })
            if (!exchange.Headers.ContainsKey($"x-tc-{name.ToLowerInvariant()}"))
                return HunyuanErrors.Error("MissingParameter", $"The request is missing a required parameter `{name}`.");
        return exchange.Headers["x-tc-version"] == Version ? null : HunyuanErrors.Error("NoSuchVersion", "The specified API version does not exist.");
    }
}
