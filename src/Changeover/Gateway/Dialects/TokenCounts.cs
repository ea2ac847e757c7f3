using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Gateway.Dialects;

/// <summary>Counting tokens, in the dialects that have an address for it.</summary>
internal static class TokenCounts
{
    private const int TokensPerAttachment = 1_000;
    private const int TokensPerMessage = 4;

    /// <summary>Reads what is to be counted: a request that may lack what only an answer needs.</summary>
    public static bool TryReadRequest(IClientDialect dialect, ReadOnlyMemory<byte> body, RequestAddress address, [NotNullWhen(true)] out ChatRequest? request, [NotNullWhen(false)] out RequestFault? fault) =>
        dialect.Dialect switch
        {
            Dialect.AnthropicMessages => Protocol.AnthropicMessages.CountTokens.TryReadRequest(body, out request, out fault),
            Dialect.Gemini => Protocol.Gemini.CountTokens.TryReadRequest(body, address, out request, out fault),
            _ => dialect.TryReadRequest(body, address, out request, out fault),
        };

    /// <summary>Writes a count.</summary>
    public static void WriteAnswer(Dialect dialect, long tokens, IBufferWriter<byte> output)
    {
        switch (dialect)
        {
            case Dialect.AnthropicMessages:
                Protocol.AnthropicMessages.CountTokens.WriteAnswer(tokens, output);
                break;
            case Dialect.OpenAIResponses:
                StoredResponse.WriteTokenCount(tokens, output);
                break;
            case Dialect.Gemini:
                Protocol.Gemini.CountTokens.WriteAnswer(tokens, output);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "It has no counts.");
        }
    }

    /// <summary>Below an upstream's base URL.</summary>
    public static string PathOf(Dialect dialect, string requestModel) => dialect switch
    {
        Dialect.AnthropicMessages => "messages/count_tokens",
        Dialect.OpenAIResponses => "responses/input_tokens",
        Dialect.Gemini => $"models/{Uri.EscapeDataString(requestModel)}:countTokens",
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "It has no counts."),
    };

    /// <summary>A quarter of a token for each Latin letter, one for any other; a thousand for a picture or a file. Right within a third for prose, and no more than that.</summary>
    public static long Estimate(ChatRequest request) =>
        request.Messages.Sum(message => TokensPerMessage + message.Parts.Sum(Estimate) + Estimate(message.Reasoning) + message.ToolCalls.Sum(call => Estimate(call.Name) + Estimate(call.Arguments)))
        + request.Tools.Sum(tool => TokensPerMessage + Estimate(tool.Name) + Estimate(tool.Description) + Estimate(tool.Parameters?.GetRawText()))
        + request.ProviderTools.Sum(Estimate);

    private static long Estimate(ContentPart part) => part switch
    {
        ContentPart.Text text => Estimate(text.Value),
        ContentPart.Reasoning reasoning => Estimate(reasoning.Value),
        ContentPart.Refusal refusal => Estimate(refusal.Value),
        ContentPart.Unknown unknown => Estimate(unknown.Json),
        _ => TokensPerAttachment,
    };

    private static long Estimate(string? text) => text is null ? 0 : (text.Count(char.IsAscii) + 3) / 4 + text.Count(letter => !char.IsAscii(letter));
}
