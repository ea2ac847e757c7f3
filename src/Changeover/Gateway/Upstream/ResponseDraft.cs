using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Gateway.Upstream;

/// <summary>What an attempt made of a response that is to be kept. It is handed over only by the attempt that answers: another one may have come to its end at the same time.</summary>
/// <param name="wished">How the answer is named, and who keeps it.</param>
internal sealed class ResponseDraft(ResponseOptions wished)
{
    private byte[]? _made;

    /// <summary>For the writer of the answer.</summary>
    public ResponseOptions Options => wished with { Finished = wished.Finished is null ? null : response => _made = response.ToArray() };

    /// <summary>What was made last goes to who keeps it.</summary>
    public void HandOver()
    {
        if (_made is { } made)
        {
            _made = null;
            wished.Finished!(made);
        }
    }
}
