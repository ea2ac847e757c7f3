using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects;

/// <summary>A wire format: how requests are read and how answers and errors are written.</summary>
internal interface IDialect
{
    /// <summary>The key that the request carries; null when there is none.</summary>
    string? FindKey(HttpRequest request) => KeyHeaders.Bearer(request);

    /// <summary>The model that the request asks for; null when it names none.</summary>
    string? FindModel(string path, JsonObject? body) => body?["model"] is JsonValue value && value.TryGetValue<string>(out var model) ? model : null;

    /// <summary>What is wrong with the key; null = it is let in.</summary>
    ProviderError? KeyError(string? key, Behaviour behaviour) => key switch
    {
        null => Words(Trouble.KeyMissing, ""),
        _ when behaviour.AcceptedKeys.Count > 0 && !behaviour.AcceptedKeys.Contains(key, StringComparer.Ordinal) => Words(Trouble.KeyWrong, key),
        _ => null,
    };

    /// <summary>The answer to a request that carries an accepted key.</summary>
    Script Answer(Received received);

    /// <summary>The provider's own status and words for a trouble.</summary>
    /// <param name="trouble">What went wrong.</param>
    /// <param name="key">The key of the request, of which some providers quote a part.</param>
    ProviderError Words(Trouble trouble, string key);

    /// <summary>An error in place of an answer.</summary>
    Script Refuse(ProviderError error);

    /// <summary>The refusal of a caller from a region that is not served; often it comes from the edge, in a form of its own.</summary>
    /// <param name="variant">Which of the forms that were seen; <c>exact</c> is the plain one.</param>
    Script RegionBlock(string variant) => Refuse(Words(Trouble.RegionBlocked, ""));

    /// <summary>The refusal of a prompt that offends the content policy; some providers answer with 200.</summary>
    /// <param name="healthy">What would have been answered.</param>
    Script PromptBlock(Script healthy) => Refuse(Words(Trouble.PromptFiltered, ""));

    /// <summary>The same error inside a stream that has already begun.</summary>
    /// <param name="error">The error.</param>
    /// <param name="sent">Events of the stream that went before.</param>
    byte[] ErrorEvent(ProviderError error, int sent);

    /// <summary>The event that ends a stream; empty where the finish is the end.</summary>
    byte[] Terminal { get; }

    /// <summary>What keeps a silent stream alive.</summary>
    byte[] KeepAlive => ": keep-alive\n\n"u8.ToArray();
}
