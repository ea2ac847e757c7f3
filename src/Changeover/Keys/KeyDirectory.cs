using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Changeover.Keys.Limits;
using Changeover.Storage;

namespace Changeover.Keys;

/// <summary>The keys in memory. <see cref="Refresh"/> looks whether this or another process has changed them.</summary>
public sealed class KeyDirectory : IKeyDirectory
{
    private readonly Database _database;
    private readonly Lock _refreshing = new();
    private long _version = -1;
    private volatile FrozenDictionary<UInt128, Holder> _holders = FrozenDictionary<UInt128, Holder>.Empty;

    /// <summary>Reads the keys.</summary>
    /// <exception cref="StorageException">They cannot be read.</exception>
    public KeyDirectory(Database database)
    {
        _database = database;
        Refresh();
    }

    /// <inheritdoc />
    public bool IsEmpty => _holders.Count == 0;

    /// <inheritdoc />
    /// <remarks>A key is found by the first half of its hash, which nobody can steer, and confirmed by the whole of it in constant time.</remarks>
    public KeyCheck Check(ReadOnlySpan<char> presented, DateTimeOffset now)
    {
        Span<byte> hash = stackalloc byte[VirtualKey.HashLength];
        if (!VirtualKey.TryHash(presented, hash)
            || !_holders.TryGetValue(FirstHalf(hash), out var holder)
            || !CryptographicOperations.FixedTimeEquals(hash, holder.Hash))
            return new(KeyStatus.Unknown, null);
        var status = holder.Entry.StatusAt(now);
        return new(status, status == KeyStatus.Valid ? holder.Caller : null);
    }

    /// <summary>Reads the keys again if any has changed since the last time.</summary>
    /// <returns>Whether they were read again.</returns>
    /// <exception cref="StorageException">They cannot be read; those in memory stay.</exception>
    public bool Refresh()
    {
        lock (_refreshing)
        {
            return _database.Use(connection =>
            {
                // The version is taken first: a change between the two statements is read now and once more by the next call.
                var version = Changes.VersionOf(KeysTable.Name, connection);
                if (version == _version)
                    return false;
                _holders = KeyStore.Read(connection).ToFrozenDictionary(row => FirstHalf(row.Hash), row => new Holder(row));
                _version = version;
                return true;
            });
        }
    }

    private static UInt128 FirstHalf(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt128BigEndian(hash);

    private sealed class Holder(KeyRow row)
    {
        public byte[] Hash => row.Hash;

        public KeyEntry Entry => row.Entry;

        public Caller Caller { get; } = new(row.Entry.Id, row.Entry.Owner, row.Entry.Routes?.ToFrozenSet(StringComparer.Ordinal))
        {
            Attributes = row.Entry.Attributes,
            Limits = row.Entry.Limits is { } limits ? new LimitRuleConfig { Allow = limits } : null,
        };
    }
}
