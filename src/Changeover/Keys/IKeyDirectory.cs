namespace Changeover.Keys;

/// <summary>The keys in force, in memory. A key created or revoked by the command line is seen within two seconds.</summary>
public interface IKeyDirectory
{
    /// <summary>No key exists: loopback is open.</summary>
    bool IsEmpty { get; }

    /// <summary>Who presents this key, compared in constant time.</summary>
    /// <param name="presented">The key as sent, without scheme.</param>
    /// <param name="now">For expiry.</param>
    KeyCheck Check(ReadOnlySpan<char> presented, DateTimeOffset now);
}

/// <summary>Result of a key check.</summary>
/// <param name="Status">What was found.</param>
/// <param name="Caller">Set when <see cref="KeyStatus.Valid"/>.</param>
public readonly record struct KeyCheck(KeyStatus Status, Caller? Caller);

/// <summary>What a key check found.</summary>
public enum KeyStatus
{
    /// <summary>In force.</summary>
    Valid,

    /// <summary>Never created, or mistyped.</summary>
    Unknown,

    /// <summary>Past its expiry.</summary>
    Expired,

    /// <summary>Revoked.</summary>
    Revoked,
}
