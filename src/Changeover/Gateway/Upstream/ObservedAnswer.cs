using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Gateway.Upstream;

/// <summary>An answer in the client's own dialect, passed on as it is while a side reader takes notes.</summary>
internal abstract class ObservedAnswer : UpstreamAnswer
{
    /// <inheritdoc />
    public override string? ResponseId => Notes.Id;

    /// <inheritdoc />
    public override string? ResponseModel => Notes.ResponseModel;

    /// <inheritdoc />
    public override FinishReason? FinishReason => Notes.Finish;

    /// <inheritdoc />
    public override TokenUsage? Usage => Notes.Usage;

    /// <summary>What the side reader noted so far.</summary>
    protected abstract AnswerNotes Notes { get; }
}
