using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>What a client sees on a bare socket, where no library repairs or hides anything.</summary>
internal sealed record RawAnswer
{
    /// <summary>null = no whole head arrived.</summary>
    public int? Status { get; private init; }

    /// <summary>Everything that arrived, as Latin-1.</summary>
    public required string Received { get; init; }

    /// <summary>The connection was refused.</summary>
    public bool Refused { get; private init; }

    /// <summary>The connection ended in a reset.</summary>
    public bool Reset { get; private init; }

    /// <summary>The body ended where its framing said.</summary>
    public bool IsWhole { get; private init; }

    public string Head { get; private init; } = "";

    /// <summary>The body as UTF-8, without chunk headers.</summary>
    public string Body { get; private init; } = "";

    /// <summary>The data of each event.</summary>
    public IReadOnlyList<string> Events =>
        [.. Body.Split("\n\n").Where(frame => frame.StartsWith("data: ", StringComparison.Ordinal)).Select(frame => frame["data: ".Length..])];

    /// <summary>Sends a request that asks for the connection to be closed, and reads to the connection's end.</summary>
    public static Task<RawAnswer> AskAsync(Uri provider, string json, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return SendAsync(provider, [
            .. Encoding.ASCII.GetBytes($"POST /v1/chat/completions HTTP/1.1\r\nHost: {provider.Authority}\r\nAuthorization: Bearer sk-raw\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n"), .. body], cancellation);
    }

    /// <summary>Sends these bytes and reads to the connection's end.</summary>
    public static async Task<RawAnswer> SendAsync(Uri provider, byte[] request, CancellationToken cancellation)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(provider.Host, provider.Port, cancellation);
        }
        catch (SocketException refusal) when (refusal.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return new RawAnswer { Received = "", Refused = true };
        }

        await socket.SendAsync(request, cancellation);

        var received = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer, cancellation)) > 0;) received.Append(Encoding.Latin1.GetString(buffer, 0, read));
            return Parse(received.ToString());
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return Parse(received.ToString()) with { Reset = true };
        }
    }

    private static RawAnswer Parse(string received)
    {
        var end = received.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || !received.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)) return new RawAnswer { Received = received };
        var (head, rest) = (received[..end], received[(end + 4)..]);
        var (body, isWhole) = head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase) ? Dechunk(rest) : (rest, rest.Length == Length(head));
        return new RawAnswer
        {
            Received = received,
            Status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture),
            Head = head,
            Body = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body)),
            IsWhole = isWhole,
        };
    }

    private static int Length(string head)
    {
        var line = head.Split("\r\n").Single(h => h.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return int.Parse(line.AsSpan("Content-Length:".Length), CultureInfo.InvariantCulture);
    }

    private static (string Body, bool IsWhole) Dechunk(string rest)
    {
        var body = new StringBuilder();
        while (rest.IndexOf("\r\n", StringComparison.Ordinal) is >= 0 and var line)
        {
            var size = int.Parse(rest.AsSpan(0, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0) return (body.ToString(), true);
            if (rest.Length < line + 2 + size + 2) break;
            body.Append(rest, line + 2, size);
            rest = rest[(line + 2 + size + 2)..];
        }
        return (body.ToString(), false);
    }
}
