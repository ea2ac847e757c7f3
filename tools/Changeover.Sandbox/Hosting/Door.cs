using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Changeover.Sandbox.Hosting;

/// <summary>
/// Listens for Kestrel on one address, and can stop and start again on the same port, so that a client meets a refused
/// connection. Connections that are open already are left alone.
/// </summary>
internal sealed class Door : IConnectionListenerFactory, IConnectionListener
{
    private readonly Lock _lock = new();
    private readonly SocketConnectionContextFactory _connections = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);
    private IPEndPoint? _address;
    private Socket? _socket;
    private bool _open;
    private bool _unbound;
    private TaskCompletionSource _changed = NewPromise();

    public EndPoint EndPoint => _address ?? throw new InvalidOperationException("Not bound yet.");

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        _socket = Bind((IPEndPoint)endpoint);
        _address = (IPEndPoint)_socket.LocalEndPoint!;
        Open(_socket);
        return ValueTask.FromResult<IConnectionListener>(this);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Socket? listening;
            Task changed;
            lock (_lock)
            {
                if (_unbound) return null;
                (listening, changed) = (_open ? _socket : null, _changed.Task);
            }
            if (listening is null)
            {
                await changed.WaitAsync(cancellationToken);
                continue;
            }
            try
            {
                var socket = await listening.AcceptAsync(cancellationToken);
                socket.NoDelay = true;
                return _connections.Create(socket);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // The door was shut, or the client left while it waited: look again.
            }
        }
    }

    /// <summary>Refuses new connections, or takes them again; returns when that is so.</summary>
    public void Refuse(bool refuse)
    {
        lock (_lock)
        {
            if (_unbound || _socket is null || _address is null || refuse == !_open) return;
            if (refuse)
            {
                Shut(_socket);
                // Bound again without listening: the port refuses, and nobody else is given it.
                _socket = Bind(_address);
            }
            else
            {
                Open(_socket);
            }
            Changed();
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _unbound = true;
            if (_open) Shut(_socket!);
            else _socket?.Dispose();
            Changed();
        }
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        _connections.Dispose();
    }

    private void Open(Socket socket)
    {
        socket.Listen(512);
        _open = true;
    }

    private void Shut(Socket socket)
    {
        _open = false;
        // A process that is being started holds a copy of the handle for a moment; the shutdown ends the listening for it too.
        if (OperatingSystem.IsLinux()) socket.Shutdown(SocketShutdown.Both);
        socket.Dispose();
    }

    private static Socket Bind(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(address);
        return socket;
    }

    private void Changed() => Interlocked.Exchange(ref _changed, NewPromise()).TrySetResult();

    private static TaskCompletionSource NewPromise() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
