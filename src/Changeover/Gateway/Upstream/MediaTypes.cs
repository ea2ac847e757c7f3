namespace Changeover.Gateway.Upstream;

/// <summary>Media types that clients get.</summary>
internal static class MediaTypes
{
    /// <summary>Server-sent events.</summary>
    public const string EventStream = "text/event-stream; charset=utf-8";

    /// <summary>A body in JSON.</summary>
    public const string Json = "application/json";
}
