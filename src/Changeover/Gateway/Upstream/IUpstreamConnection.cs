using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>The way to one upstream: HTTP, or the model in this process.</summary>
internal interface IUpstreamConnection : IAsyncDisposable
{
    /// <summary>Whether this upstream can do the operation at all.</summary>
    bool Serves(Operation operation);

    /// <summary>Sends one attempt and returns its answer as soon as one begins, or the failure as a value. Throws only <see cref="OperationCanceledException"/>, when the client has gone.</summary>
    Task<OpenedAnswer> OpenAsync(Attempt attempt, CancellationToken clientGone);
}
