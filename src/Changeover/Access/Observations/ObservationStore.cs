using Changeover.Storage;
using Dapper;

namespace Changeover.Access.Observations;

/// <summary>The table of observations. Every method throws <see cref="StorageException"/> when the database fails.</summary>
internal sealed class ObservationStore(Database database)
{
    /// <summary>Adds one.</summary>
    public void Add(Observation observation) => database.Use(connection => connection.Execute(
        """
        INSERT INTO access_observations (upstream, country, host, provider, code, seen, first_seen_at, last_seen_at)
        VALUES (@Upstream, @Country, @Host, @Provider, @Code, @Seen, @first, @last)
        ON CONFLICT (upstream, country, host) DO UPDATE SET
            provider = excluded.provider, code = excluded.code, seen = access_observations.seen + excluded.seen, last_seen_at = excluded.last_seen_at
        """,
        new
        {
            observation.Upstream,
            observation.Country,
            observation.Host,
            observation.Provider,
            observation.Code,
            observation.Seen,
            first = UnixTime.Microseconds(observation.FirstSeenAt),
            last = UnixTime.Microseconds(observation.LastSeenAt),
        }));

    /// <summary>All of them, the latest first.</summary>
    public IReadOnlyList<Observation> List() => database.Use(connection => connection
        .Query<(string Upstream, string Country, string Host, string Provider, string? Code, long Seen, long First, long Last)>(
            "SELECT upstream, country, host, provider, code, seen, first_seen_at, last_seen_at FROM access_observations ORDER BY last_seen_at DESC, upstream, country, host")
        .Select(row => new Observation
        {
            Upstream = row.Upstream,
            Country = row.Country,
            Host = row.Host,
            Provider = row.Provider,
            Code = row.Code,
            Seen = row.Seen,
            FirstSeenAt = UnixTime.FromMicroseconds(row.First),
            LastSeenAt = UnixTime.FromMicroseconds(row.Last),
        }).ToList());
}
