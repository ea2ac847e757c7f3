using StackExchange.Redis;

namespace Changeover.Keys.Limits.Shared;

/// <summary>Names of what lies in Redis. All have one hash tag, so that a cluster keeps them together and a script may touch several; the number after it is the version of their form.</summary>
/// <param name="generation">Counters of another generation are out of reach, and expire.</param>
internal sealed class LimitKeys(string generation)
{
    private const string Prefix = "{changeover:limits}:1:";

    private readonly string _mine = $"{Prefix}{generation}:";

    /// <summary>Which generation of counters is in force. Without it Redis has lost its memory.</summary>
    public static RedisKey Generation { get; } = Prefix + "generation";

    /// <summary>Stands for as long as a node says that it is there.</summary>
    public static RedisKey Lease(string node) => $"{Prefix}lease:{node}";

    /// <summary>The generation that these names belong to.</summary>
    public string Name => generation;

    /// <summary>Every node that has put something into a counter.</summary>
    public RedisKey Nodes => _mine + "nodes";

    /// <summary>The nodes that have registered what they hold, while the generation is being built.</summary>
    public RedisKey Ready => _mine + "ready";

    /// <summary>A counter: <c>v</c> and bucket → used and reserved, <c>h</c> and bucket → of that, reserved; of a budget also <c>f</c> and bucket = it was filled from the ledger, and <c>n</c>, which grows with every change.</summary>
    public RedisKey Counter(string id) => $"{_mine}counter:{id}";

    /// <summary>What one node has put into a counter, by the same names; reservations of money by <c>b</c>, bucket and request.</summary>
    public RedisKey Own(string node, string id) => $"{_mine}own:{node}:{id}";

    /// <summary>Ids of the counters that a node has put something into.</summary>
    public RedisKey Touched(string node) => $"{_mine}touched:{node}";
}
