using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Changeover.Gateway.Policy;
using Changeover.Keys.Limits;
using Changeover.Storage;
using Dapper;

namespace Changeover.Keys;

/// <summary>The table of keys: makes, lists and revokes them.</summary>
public sealed class KeyStore(Database database, TimeProvider clock)
{
    private const string IdAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int IdLength = 10;

    /// <summary>Makes a key and stores its hash.</summary>
    /// <param name="owner">Whom it is for.</param>
    /// <param name="routes">Routes that it may use; null = every route.</param>
    /// <param name="expiresAt">From when on it is refused; null = never.</param>
    /// <param name="limits">How much it may use; null = nothing is said.</param>
    /// <param name="attributes">What is registered of its holder; null = nothing.</param>
    /// <returns>What is kept, and the key itself: to be shown once, for it cannot be had again.</returns>
    /// <exception cref="StorageException">It could not be stored.</exception>
    public (KeyEntry Entry, string Key) Create(string owner, IReadOnlyList<string>? routes, DateTimeOffset? expiresAt, IReadOnlyList<Limit>? limits = null, CallerAttributes? attributes = null)
    {
        var entry = new KeyEntry
        {
            Id = "k_" + RandomNumberGenerator.GetString(IdAlphabet, IdLength),
            Owner = owner,
            Routes = routes,
            Limits = limits,
            Attributes = attributes ?? CallerAttributes.Unknown,
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = expiresAt,
        };
        var key = VirtualKey.Create();
        var hash = new byte[VirtualKey.HashLength];
        VirtualKey.TryHash(key, hash);
        database.Use(connection => connection.Execute(
            "INSERT INTO keys (id, hash, owner, routes, created_at, expires_at, limits, attributes) VALUES (@Id, @hash, @Owner, @routes, @created, @expires, @limits, @known)",
            new
            {
                entry.Id,
                hash,
                entry.Owner,
                routes = Texts(routes),
                limits = Texts(limits?.Select(limit => limit.ToString())),
                known = entry.Attributes == CallerAttributes.Unknown ? null : JsonSerializer.Serialize(entry.Attributes, KeyJson.Default.CallerAttributes),
                created = UnixTime.Microseconds(entry.CreatedAt),
                expires = UnixTime.Microseconds(entry.ExpiresAt),
            }));
        return (entry, key);
    }

    /// <summary>Every key ever made, oldest first.</summary>
    /// <exception cref="StorageException">They could not be read.</exception>
    public IReadOnlyList<KeyEntry> List() => database.Use(connection => Read(connection).ConvertAll(row => row.Entry));

    /// <summary>The keys in force, as rules of access see them.</summary>
    /// <exception cref="StorageException">They could not be read.</exception>
    public IReadOnlyList<KeyHolder> Holders(DateTimeOffset now) =>
        [.. List().Where(key => key.StatusAt(now) == KeyStatus.Valid).Select(key => new KeyHolder(key.Id, key.Owner, key.Routes, key.Attributes))];

    /// <summary>Revokes a key from now on; one that is revoked stays revoked since when it was.</summary>
    /// <returns>The key; null = there is none of this id.</returns>
    /// <exception cref="StorageException">It could not be stored.</exception>
    public KeyEntry? Revoke(string id) => database.Use(connection =>
    {
        connection.Execute("UPDATE keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL", new { now = UnixTime.Microseconds(clock.GetUtcNow()), id });
        return Read(connection).Find(row => row.Entry.Id == id)?.Entry;
    });

    /// <summary>All rows with their hashes, oldest first.</summary>
    internal static List<KeyRow> Read(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, hash, owner, routes, created_at, expires_at, revoked_at, limits, attributes FROM keys ORDER BY created_at, id";
        using var reader = command.ExecuteReader();
        var rows = new List<KeyRow>();
        while (reader.Read())
        {
            rows.Add(new KeyRow(reader.GetFieldValue<byte[]>(1), new KeyEntry
            {
                Id = reader.GetString(0),
                Owner = reader.GetString(2),
                Routes = Texts(reader, 3),
                Limits = Texts(reader, 7)?.Select(text => Limit.Parse(text) ?? throw new StorageException($"Key {reader.GetString(0)} has the limit \"{text}\", which this version cannot read. Revoke the key and make another.")).ToList(),
                Attributes = reader.IsDBNull(8) ? CallerAttributes.Unknown : JsonSerializer.Deserialize(reader.GetString(8), KeyJson.Default.CallerAttributes)!,
                CreatedAt = UnixTime.FromMicroseconds(reader.GetInt64(4)),
                ExpiresAt = reader.IsDBNull(5) ? null : UnixTime.FromMicroseconds(reader.GetInt64(5)),
                RevokedAt = reader.IsDBNull(6) ? null : UnixTime.FromMicroseconds(reader.GetInt64(6)),
            }));
        }

        return rows;
    }

    private static string? Texts(IEnumerable<string>? texts) => texts is null ? null : JsonSerializer.Serialize([.. texts], KeyJson.Default.IReadOnlyListString);

    private static IReadOnlyList<string>? Texts(DbDataReader row, int column) => row.IsDBNull(column) ? null : JsonSerializer.Deserialize(row.GetString(column), KeyJson.Default.IReadOnlyListString);
}

/// <summary>A key as the table holds it.</summary>
internal sealed record KeyRow(byte[] Hash, KeyEntry Entry);
