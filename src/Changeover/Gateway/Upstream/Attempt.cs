using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>One try of one request at one target: all that a connection needs to know.</summary>
/// <param name="Target">Where to.</param>
/// <param name="Operation">What is asked.</param>
/// <param name="Body">The client's body, as it came. Valid until the request ends.</param>
/// <param name="Outline">What was read of it.</param>
/// <param name="MaxAnswer">Largest buffered answer in bytes.</param>
/// <param name="ContentFilterIsFailure">The route lets another target answer what this one's moderation refused.</param>
internal sealed record Attempt(
    TargetState Target, Operation Operation, ReadOnlyMemory<byte> Body, RequestOutline Outline, long MaxAnswer, bool ContentFilterIsFailure)
{
    /// <summary>Set for an endpoint that is passed through unread.</summary>
    public PassThroughRequest? PassThrough { get; init; }

    /// <summary>What is known of the target's provider.</summary>
    public Provider Provider => Target.Upstream.Model.Provider;

    /// <summary>The client did not ask for the usage of its stream: it is noted and hidden.</summary>
    public bool HidesUsage => Outline.IncludeUsage is not true;

    /// <summary>The failure behind a finish reason that is no answer; null = it is one.</summary>
    public AttemptOutcome? RefusedFinish(FinishReason? finish, Stage stage) => finish == FinishReason.ContentFilter && ContentFilterIsFailure
        ? AttemptOutcome.Failed(stage, ErrorClass.ContentFilter, AttemptFaults.ContentFiltered)
        : null;
}
