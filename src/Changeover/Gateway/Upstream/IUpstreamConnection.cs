using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>The way to one upstream: HTTP, or the model in this process.</summary>
internal interface IUpstreamConnection : IDisposable
{
    /// <summary>Whether this upstream can do what the request asks for at all.</summary>
    bool Serves(Operation operation, RequestOutline outline);

    /// <summary>Sends one attempt and returns its answer as soon as one begins, or the failure as a value. Throws only <see cref="OperationCanceledException"/>, when the client has gone.</summary>
    Task<OpenedAnswer> OpenAsync(Attempt attempt, CancellationToken clientGone);
}
