using Changeover.Sandbox.Faults;

namespace Changeover.Bench.Soak;

/// <summary>What is played, all of it decided before it begins.</summary>
/// <param name="Duration">Length of the load.</param>
/// <param name="Rate">Requests begun in a second, whatever became of those before.</param>
/// <param name="Seed">Of every choice.</param>
internal sealed record SoakPlan(TimeSpan Duration, double Rate, int Seed)
{
    /// <summary>Gateways. The first one is never ended, so that its memory can be followed.</summary>
    public const int Nodes = 3;

    /// <summary>Requests under way at one time; what would be more is not sent, and counted.</summary>
    public const int MostUnderWay = 400;

    /// <summary>Time between two gateways that are ended: the one by <c>kill -9</c>, the next by SIGTERM.</summary>
    public static readonly TimeSpan BetweenEnds = TimeSpan.FromSeconds(45);

    /// <summary>How long a killed gateway is missed.</summary>
    public static readonly TimeSpan Missing = TimeSpan.FromSeconds(4);

    /// <summary>Part of a fault's turn in which it is played; in the rest the provider is well.</summary>
    public const double Faulty = 0.7;

    /// <summary>Every fault that there is, in an order of chance.</summary>
    public IReadOnlyList<string> Faults { get; } = Shuffled([.. FaultCatalogue.All.Select(fault => fault.Kind)], Seed);

    /// <summary>One fault's turn.</summary>
    public TimeSpan Turn => Duration / Faults.Count;

    private static string[] Shuffled(string[] kinds, int seed)
    {
        new Random(seed).Shuffle(kinds);
        return kinds;
    }
}
