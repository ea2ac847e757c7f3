namespace Changeover.Sandbox.Scripts;

/// <summary>Where a script is played: Kestrel's response, or the socket below it.</summary>
internal interface IStage
{
    Task HeadAsync(CancellationToken cancellation);
    Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);
    Task EndAsync(CancellationToken cancellation);
    void HangUp(bool reset);
}
