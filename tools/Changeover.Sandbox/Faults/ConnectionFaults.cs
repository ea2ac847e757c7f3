using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Faults;

/// <summary>Faults before a status line is whole.</summary>
internal static class ConnectionFaults
{
    public const string Refused = "connection_refused";

    public static IReadOnlyList<Fault> All { get; } =
    [
        // New connections find no listener; a request on a connection that was open before meets a close.
        new(FaultFamily.Connection, Refused, "nobody listens on the port")
        {
            Play = _ => Script.Bare("", reset: false),
        },
        new(FaultFamily.Connection, "close_before_headers", "the request is read, then the connection is closed in order")
        {
            Play = _ => Script.Bare("", reset: false),
        },
        new(FaultFamily.Connection, "reset_before_headers", "the request is read, then the connection is reset")
        {
            Play = _ => Script.Bare("", reset: true),
        },
        new(FaultFamily.Connection, "reset_mid_headers", "the connection is reset inside the headers")
        {
            Play = _ => Script.Bare("HTTP/1.1 200 OK\r\nContent-Type: text/eve", reset: true),
        },
        new(FaultFamily.Connection, "tls_garbage", "a TLS handshake-failure alert where a status line is due")
        {
            Play = _ => Script.Bare(new byte[] { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28 }, reset: false),
        },
        new(FaultFamily.Connection, "stall_before_headers", "not one byte", new FaultParameter("ms", Json.Of(0), "milliseconds; 0 = until the client gives up; then the healthy answer"))
        {
            Play = scene => scene.Healthy with { Steps = scene.Healthy.Steps.Prepend(scene.Pause("ms")) },
        },
    ];
}
