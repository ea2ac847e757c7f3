using System.Security.Cryptography;

namespace Changeover.Gateway;

/// <summary>Where the gateway's chance comes from: one generator per thread, seeded by the system, or by a test.</summary>
internal sealed class Chance(int? seed = null) : IDisposable
{
    private readonly ThreadLocal<Random> _perThread = new(() => new Random(seed ?? RandomNumberGenerator.GetInt32(int.MaxValue)));

    /// <summary>This thread's generator; not to be kept across an await.</summary>
    public Random Current => _perThread.Value!;

    /// <inheritdoc />
    public void Dispose() => _perThread.Dispose();
}
