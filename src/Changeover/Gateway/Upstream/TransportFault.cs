using Changeover.Gateway.Recording;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>What a broken transport means, by the handler's own error code.</summary>
internal static class TransportFault
{
    /// <summary>The outcome of an attempt whose request could not be sent or whose headers never came.</summary>
    public static AttemptOutcome Of(HttpRequestException broken) => broken.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError =>
            AttemptOutcome.Failed(Stage.Connect, ErrorClass.Server, AttemptFaults.ConnectFailed),
        HttpRequestError.SecureConnectionError =>
            AttemptOutcome.Failed(Stage.Connect, ErrorClass.Server, AttemptFaults.TlsFailed),
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError =>
            AttemptOutcome.Failed(Stage.ResponseHeaders, ErrorClass.Server, AttemptFaults.MalformedAnswer),
        _ => AttemptOutcome.Failed(Stage.ResponseHeaders, ErrorClass.Server, AttemptFaults.ConnectionLost),
    };
}
