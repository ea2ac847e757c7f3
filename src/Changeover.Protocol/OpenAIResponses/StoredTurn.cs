namespace Changeover.Protocol.OpenAIResponses;

/// <summary>What is kept of one response, to go on from it.</summary>
/// <param name="Input">The items that were asked with, as <see cref="StoredResponse.WriteInput"/> made them: a JSON list.</param>
/// <param name="Response">The Response object (JSON) that was answered.</param>
public sealed record StoredTurn(ReadOnlyMemory<byte> Input, ReadOnlyMemory<byte> Response);
