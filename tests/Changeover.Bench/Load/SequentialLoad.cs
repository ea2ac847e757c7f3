using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Changeover.Bench.Processes;
using Changeover.Bench.Roles;

namespace Changeover.Bench.Load;

/// <summary>One blocking socket, one request after the other: what is measured is the other side and not the scheduling of our own tasks.</summary>
internal sealed class SequentialLoad : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 10_000 };
    private readonly byte[] _request;
    private readonly byte[] _answer = new byte[64 * 1024];

    /// <summary>Connects.</summary>
    public SequentialLoad(Subject subject, string key)
    {
        var body = ChatRequest.Body(StaticModels.Buffered);
        var head = $"POST {subject.Address.AbsolutePath} HTTP/1.1\r\nHost: {subject.Address.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        _request = [.. Encoding.ASCII.GetBytes(head), .. body];
        _socket.Connect(subject.Address.Host, subject.Address.Port);
    }

    /// <summary>Sends so many requests; gives the microseconds that each took.</summary>
    public double[] Run(int requests)
    {
        var microseconds = new double[requests];
        for (var i = 0; i < requests; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Exchange();
            microseconds[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return microseconds;
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    /// <exception cref="BenchException">The answer is not a 200 with a length.</exception>
    private void Exchange()
    {
        _socket.Send(_request);
        int received = 0, end;
        while ((end = _answer.AsSpan(0, received).IndexOf("\r\n\r\n"u8)) < 0)
        {
            received += Receive(received);
        }

        var head = Encoding.ASCII.GetString(_answer, 0, end);
        var length = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) || length < 0)
        {
            throw new BenchException($"Unexpected answer: {head}");
        }

        var digits = head.AsSpan(length + 16);
        var whole = end + 4 + int.Parse(digits[..(digits.IndexOf('\r') is >= 0 and var line ? line : digits.Length)]);
        while (received < whole)
        {
            received += Receive(received);
        }
    }

    private int Receive(int from) => _socket.Receive(_answer.AsSpan(from)) is > 0 and var read ? read : throw new BenchException("The connection was closed.");
}
