using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Gateway.Dialects;

/// <summary>What the gateway keeps for a client between its requests.</summary>
internal interface IClientMemory
{
    /// <summary>How the answer is named and kept; null = the request stands alone, and nothing of it is kept.</summary>
    ResponseOptions? Answer { get; }

    /// <summary>Puts what was kept of earlier requests into the body, before anything is read of it. A refusal where it is not there.</summary>
    GatewayError? Recall(Exchange exchange);

    /// <summary>Keeps the answer that was made, or what was made of one that broke off, before the client gets its end. False = it could not be kept, and the answer must not end as if it were.</summary>
    ValueTask<bool> TryKeepAsync();

    /// <summary>The request as a provider gets it, which is not to keep what we keep.</summary>
    ChatRequest Unkept(ChatRequest request);
}
