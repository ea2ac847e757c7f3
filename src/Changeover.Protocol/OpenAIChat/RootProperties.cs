using System.Text.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>Names of top-level request properties.</summary>
internal static class RootProperties
{
    public static RootProperty Of(ref Utf8JsonReader json) =>
        json.ValueTextEquals("model"u8) ? RootProperty.Model
        : json.ValueTextEquals("messages"u8) ? RootProperty.Messages
        : json.ValueTextEquals("stream"u8) ? RootProperty.Stream
        : json.ValueTextEquals("stream_options"u8) ? RootProperty.StreamOptions
        : json.ValueTextEquals("tools"u8) ? RootProperty.Tools
        : json.ValueTextEquals("functions"u8) ? RootProperty.Functions
        : json.ValueTextEquals("n"u8) ? RootProperty.N
        : json.ValueTextEquals("max_tokens"u8) ? RootProperty.MaxTokens
        : json.ValueTextEquals("max_completion_tokens"u8) ? RootProperty.MaxCompletionTokens
        : json.ValueTextEquals("response_format"u8) ? RootProperty.ResponseFormat
        : json.ValueTextEquals("logprobs"u8) ? RootProperty.Logprobs
        : json.ValueTextEquals("prompt"u8) ? RootProperty.Prompt
        : json.ValueTextEquals("input"u8) ? RootProperty.Input
        : RootProperty.Other;
}
