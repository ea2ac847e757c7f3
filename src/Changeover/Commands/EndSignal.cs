using System.Runtime.InteropServices;

namespace Changeover.Commands;

/// <summary>Turns Ctrl+C and SIGTERM into a cancelled token, so that a command ends in its own way; whoever asks a second time does not wait for that.</summary>
internal sealed class EndSignal : IDisposable
{
    /// <summary>Number of SIGPIPE.</summary>
    public const int Pipe = 13;

    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _exitCode;

    public EndSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Received(context, ExitCode.Signal + Interrupt)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Received(context, ExitCode.Signal + Terminate)),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What a command that was cut short ends with.</summary>
    public int ExitCodeOfSignal => Volatile.Read(ref _exitCode);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Received(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0)
        {
            Environment.Exit(exitCode);
        }

        _source.Cancel();
    }
}
