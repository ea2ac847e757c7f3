namespace Changeover.Gateway.Recording;

/// <summary>Where an attempt ended.</summary>
public enum Stage
{
    /// <summary>Before a connection stood: name, TCP, TLS.</summary>
    Connect,

    /// <summary>Sending the request.</summary>
    RequestBody,

    /// <summary>Waiting for or reading the status line and headers.</summary>
    ResponseHeaders,

    /// <summary>After the headers, before the first content.</summary>
    FirstContent,

    /// <summary>After the first content: past the commit point of a stream.</summary>
    Relay,

    /// <summary>The answer was complete.</summary>
    Done,
}

/// <summary>Who ended it.</summary>
public enum Party
{
    /// <summary>The upstream or the way to it.</summary>
    Upstream,

    /// <summary>The client went away or sent a wrong request.</summary>
    Client,

    /// <summary>Changeover itself: a limit, a clock, a shutdown.</summary>
    Gateway,
}
