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

    /// <summary>The request as a provider gets it, which is not to keep what we keep.</summary>
    ChatRequest Unkept(ChatRequest request);
}
