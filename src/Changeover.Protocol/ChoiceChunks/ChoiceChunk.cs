using Changeover.Protocol.Chat;

namespace Changeover.Protocol.ChoiceChunks;

/// <summary>What one chunk says of one choice. One object is read into again and again.</summary>
internal sealed class ChoiceChunk
{
    public int Index { get; set; }

    public FinishReason? Finish { get; set; }

    public string? Text { get; set; }

    public string? Reasoning { get; set; }

    public IReadOnlyList<TokenLogprob>? Logprobs { get; set; }

    public List<CallChunk> Calls { get; } = [];

    public void Clear()
    {
        Index = 0;
        Finish = null;
        Text = null;
        Reasoning = null;
        Logprobs = null;
        Calls.Clear();
    }
}
