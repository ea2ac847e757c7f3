using Changeover.Storage;
using Dapper;

namespace Changeover.Gateway.Snapshot.Published;

/// <summary>The configurations that were pushed. Every method throws <see cref="StorageException"/> when the database fails.</summary>
internal sealed class ConfigStore(Database database, TimeProvider clock)
{
    private const string Newest = "(SELECT MAX(version) FROM configurations)";

    /// <summary>Number of the newest; null = there is none.</summary>
    public long? LastVersion() => database.Use(connection => connection.ExecuteScalar<long?>("SELECT MAX(version) FROM configurations"));

    /// <summary>Text of a version, or of the newest; null = there is none.</summary>
    public (long Version, string Text)? Find(long? version = null) => database.Use(connection => connection
        .Query<(long, string)>($"SELECT version, document FROM configurations WHERE version = COALESCE(@version, {Newest})", new { version }).Select(row => ((long, string)?)row).SingleOrDefault());

    /// <summary>Adds one, unless the newest says the very same.</summary>
    /// <returns>Its version; null = nothing was added.</returns>
    public long? Push(string text, string hash, string? note) => database.Use(connection => connection.QuerySingleOrDefault<long?>(
        $"""
        INSERT INTO configurations (pushed_at, hash, note, document)
        SELECT @now, @hash, CAST(@note AS TEXT), @text WHERE NOT EXISTS (SELECT 1 FROM configurations WHERE version = {Newest} AND document = @text)
        RETURNING version
        """,
        new { now = UnixTime.Microseconds(clock.GetUtcNow()), hash, note, text }));

    /// <summary>The latest, newest first.</summary>
    public IReadOnlyList<PublishedConfig> Latest(int limit) => database.Use(connection => connection
        .Query<(long Version, long PushedAt, string Hash, string? Note)>("SELECT version, pushed_at, hash, note FROM configurations ORDER BY version DESC LIMIT @limit", new { limit })
        .Select(row => new PublishedConfig(row.Version, UnixTime.FromMicroseconds(row.PushedAt), row.Hash, row.Note)).ToList());
}
