using Changeover.Storage;
using Dapper;

namespace Changeover.Nodes;

/// <summary>The table of nodes. Every method throws <see cref="StorageException"/> when the database fails.</summary>
internal sealed class NodeStore(Database database)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <summary>Writes a node's row, and forgets those that nobody has seen for a day.</summary>
    public void Beat(Node node) => database.Use(connection => connection.Execute(
        """
        INSERT INTO nodes (id, host, urls, version, started_at, seen_at, config_hash, reload_failed)
        VALUES (@Id, @Host, @Urls, @Version, @started, @seen, @ConfigHash, @ReloadFailed)
        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, config_hash = excluded.config_hash, reload_failed = excluded.reload_failed;
        DELETE FROM nodes WHERE seen_at < @forgotten
        """,
        new
        {
            node.Id,
            node.Host,
            node.Urls,
            node.Version,
            started = UnixTime.Microseconds(node.StartedAt),
            seen = UnixTime.Microseconds(node.SeenAt),
            node.ConfigHash,
            node.ReloadFailed,
            forgotten = UnixTime.Microseconds(node.SeenAt - Forgotten),
        }));

    /// <summary>Deletes a node's row.</summary>
    public void Leave(string id) => database.Use(connection => connection.Execute("DELETE FROM nodes WHERE id = @id", new { id }));

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<Node> List() => database.Use(connection => connection
        .Query<(string Id, string Host, string Urls, string Version, long StartedAt, long SeenAt, string ConfigHash, bool ReloadFailed)>(
            "SELECT id, host, urls, version, started_at, seen_at, config_hash, reload_failed FROM nodes ORDER BY started_at, id")
        .Select(row => new Node
        {
            Id = row.Id,
            Host = row.Host,
            Urls = row.Urls,
            Version = row.Version,
            StartedAt = UnixTime.FromMicroseconds(row.StartedAt),
            SeenAt = UnixTime.FromMicroseconds(row.SeenAt),
            ConfigHash = row.ConfigHash,
            ReloadFailed = row.ReloadFailed,
        }).ToList());
}
