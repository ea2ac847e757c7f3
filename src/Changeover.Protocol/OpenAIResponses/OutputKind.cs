namespace Changeover.Protocol.OpenAIResponses;

/// <summary>What an item of an answer is.</summary>
internal enum OutputKind
{
    Reasoning,
    Message,
    Call,
    CustomCall,
}
