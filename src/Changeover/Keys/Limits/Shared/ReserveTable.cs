using Changeover.Gateway.Recording.Inflight;
using Changeover.Storage;
using Dapper;

namespace Changeover.Keys.Limits.Shared;

/// <summary>What nodes note of themselves where Redis cannot lose it. Every method throws <see cref="StorageException"/> when the database fails.</summary>
internal sealed class ReserveTable(Database database) : INodeRecovery
{
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(10);

    /// <summary>Says that a node is there.</summary>
    public void Beat(string node, DateTimeOffset now) => database.Use(connection => connection.Execute(
        "INSERT INTO limit_nodes (node, seen_at) VALUES (@node, @now) ON CONFLICT (node) DO UPDATE SET seen_at = excluded.seen_at",
        new { node, now = UnixTime.Microseconds(now) }));

    /// <summary>The nodes that are there.</summary>
    public IReadOnlyList<string> Living(DateTimeOffset now) => database.Use(connection =>
        connection.Query<string>("SELECT node FROM limit_nodes WHERE seen_at > @since", new { since = UnixTime.Microseconds(now - Gone) }).AsList());

    /// <summary>Notes the most that a node has reserved; 0 = nothing.</summary>
    public void Note(string node, string counter, long bucket, long nanoUnits) => database.Use(connection => connection.Execute(
        nanoUnits == 0
            ? "DELETE FROM limit_reserves WHERE node = @node AND counter = @counter AND bucket = @bucket"
            : """
              INSERT INTO limit_reserves (node, counter, bucket, nano_units) VALUES (@node, @counter, @bucket, @nanoUnits)
              ON CONFLICT (node, counter, bucket) DO UPDATE SET nano_units = excluded.nano_units
              """,
        new { node, counter, bucket, nanoUnits }));

    /// <summary>All that is noted.</summary>
    public IReadOnlyList<Reserve> All() => database.Use(connection =>
        connection.Query<(string Node, string Counter, long Bucket, long NanoUnits)>("SELECT node, counter, bucket, nano_units FROM limit_reserves")
            .Select(row => new Reserve(row.Node, row.Counter, row.Bucket, row.NanoUnits)).ToList());

    /// <summary>Whether a node may have reservations that are in no record yet.</summary>
    public bool Knows(string node) => database.Use(connection => connection.ExecuteScalar<long>("SELECT COUNT(*) FROM limit_nodes WHERE node = @node", new { node })) > 0;

    /// <summary>A node has none any more.</summary>
    public void Forget(string node) => database.Use(connection => connection.Execute(
        "DELETE FROM limit_reserves WHERE node = @node; DELETE FROM limit_nodes WHERE node = @node", new { node }));

    /// <inheritdoc />
    public void Recovered(string node) => Forget(node);
}

/// <summary>The most that a node has reserved of a budget.</summary>
/// <param name="Node">Which node.</param>
/// <param name="Counter">Id of the counter.</param>
/// <param name="Bucket">Which window.</param>
/// <param name="NanoUnits">How much.</param>
internal readonly record struct Reserve(string Node, string Counter, long Bucket, long NanoUnits);
