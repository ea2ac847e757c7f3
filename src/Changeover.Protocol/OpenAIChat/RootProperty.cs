namespace Changeover.Protocol.OpenAIChat;

/// <summary>The top-level properties of a request that the outline reads.</summary>
internal enum RootProperty
{
    Other,
    Model,
    Messages,
    Prompt,
    Input,
    Stream,
    StreamOptions,
    Tools,
    Functions,
    N,
    MaxTokens,
    MaxCompletionTokens,
    ResponseFormat,
    Logprobs,
}
