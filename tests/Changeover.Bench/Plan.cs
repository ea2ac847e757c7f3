namespace Changeover.Bench;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">Readings per subject; subjects take turns.</param>
/// <param name="WarmUp">Load on each subject before the first reading: the runtime compiles its hot paths again under load.</param>
/// <param name="Reading">Length of one reading under load.</param>
/// <param name="Requests">Sequential requests of one reading.</param>
/// <param name="OpenStreams">Streams held open for the memory figure.</param>
internal sealed record Plan(int Rounds, TimeSpan WarmUp, TimeSpan Reading, int Requests, int OpenStreams)
{
    /// <summary>Connections of the buffered load, and concurrent streams of the streamed one.</summary>
    public const int Connections = 50;

    /// <summary>What results are made of.</summary>
    public static readonly Plan Full = new(7, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(8), 3_000, 1_000);

    /// <summary>Shows that everything works; its numbers mean nothing.</summary>
    public static readonly Plan Quick = new(2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 200, 100);
}
