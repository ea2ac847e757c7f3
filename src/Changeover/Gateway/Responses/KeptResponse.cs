using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Gateway.Responses;

/// <summary>One response in the store.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PreviousId">The response that it went on from; null = none.</param>
/// <param name="Input">What was asked, a JSON list of items.</param>
/// <param name="Response">What was answered, a Response object.</param>
internal sealed record KeptResponse(string Id, string? PreviousId, byte[] Input, byte[] Response)
{
    /// <summary>Size in bytes.</summary>
    public long Bytes => Input.Length + (long)Response.Length;

    /// <summary>For the dialect to go on from.</summary>
    public StoredTurn ToTurn() => new(Input, Response);
}
