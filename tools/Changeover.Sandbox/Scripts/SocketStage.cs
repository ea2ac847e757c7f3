using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Changeover.Sandbox.Scripts;

/// <summary>
/// Plays on the socket itself, past Kestrel: what was sent has left before the connection drops, and the drop is exactly a
/// reset or an orderly close. The connection is not used again.
/// </summary>
internal sealed class SocketStage(Script script, HttpContext http) : IStage
{
    private readonly Socket _socket = http.Features.Get<IConnectionSocketFeature>()!.Socket;
    private bool _headSent;

    private bool IsChunked => script.Status is not null && script.ContentLength is null;

    public Task HeadAsync(CancellationToken cancellation)
    {
        if (_headSent || script.Status is not { } status) return Task.CompletedTask;
        _headSent = true;
        var head = new StringBuilder($"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\nContent-Type: {script.ContentType}\r\n");
        foreach (var (name, value) in script.Headers) head.Append($"{name}: {value}\r\n");
        head.Append(script.ContentLength is { } length ? $"Content-Length: {length}\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n");
        return WriteAsync(Encoding.Latin1.GetBytes(head.ToString()), cancellation);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await HeadAsync(cancellation);
        if (!bytes.IsEmpty) await WriteAsync(IsChunked ? Chunk(bytes) : bytes, cancellation);
    }

    public async Task EndAsync(CancellationToken cancellation)
    {
        await HeadAsync(cancellation);
        if (IsChunked) await WriteAsync("0\r\n\r\n"u8.ToArray(), cancellation);
        HangUp(reset: false);
    }

    public void HangUp(bool reset)
    {
        // Closing with a zero linger time sends a reset; a shutdown sends what is queued and then an orderly end.
        if (reset) _socket.Close(0);
        else _socket.Shutdown(SocketShutdown.Both);
        http.Abort();
    }

    private static byte[] Chunk(ReadOnlyMemory<byte> bytes) =>
        [.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes.Span, .. "\r\n"u8];

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty) bytes = bytes[await _socket.SendAsync(bytes, cancellation)..];
    }
}
