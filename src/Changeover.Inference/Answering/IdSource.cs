using Changeover.Inference.Sampling;

namespace Changeover.Inference.Answering;

/// <summary>Ids of answers and calls, and seeds for answers that ask for none. Safe for concurrent use.</summary>
internal sealed class IdSource(ulong seed)
{
    private readonly Lock _lock = new();
    private readonly Pcg32 _random = new(seed, 0);

    /// <summary>The prefix and 24 hexadecimal digits.</summary>
    public string Next(string prefix)
    {
        lock (_lock)
        {
            return $"{prefix}{_random.NextLong():x16}{_random.Next():x8}";
        }
    }

    public ulong NextSeed()
    {
        lock (_lock)
        {
            return _random.NextLong();
        }
    }
}
