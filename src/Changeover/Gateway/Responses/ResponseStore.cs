using Changeover.Storage;
using Dapper;

namespace Changeover.Gateway.Responses;

/// <summary>Responses by id, each visible to its owner only. Every method throws <see cref="StorageException"/> when the database fails.</summary>
internal sealed class ResponseStore(Database database, TimeProvider clock)
{
    private const string Columns = "id AS Id, previous_id AS PreviousId, input AS Input, response AS Response";

    /// <summary>One response; null = unknown, or another owner's.</summary>
    public KeptResponse? Find(string id, string? owner) => database.Use(connection =>
        connection.QuerySingleOrDefault<KeptResponse>($"SELECT {Columns} FROM responses WHERE id = @id AND owner = @owner", new { id, owner = owner ?? "" }));

    /// <summary>Durable when it returns.</summary>
    public void Keep(KeptResponse response, string? owner) => database.Use(connection => connection.Execute(
        """
        INSERT INTO responses (id, owner, previous_id, created_at, bytes, input, response)
        VALUES (@Id, @owner, @PreviousId, @now, @Bytes, @Input, @Response)
        """,
        new { response.Id, owner = owner ?? "", response.PreviousId, now = UnixTime.Microseconds(clock.GetUtcNow()), response.Bytes, response.Input, response.Response }));

    /// <summary>False = there was none of this owner.</summary>
    public bool Delete(string id, string? owner) => database.Use(connection =>
        connection.Execute("DELETE FROM responses WHERE id = @id AND owner = @owner", new { id, owner = owner ?? "" })) > 0;

    /// <summary>Deletes some that were made before <paramref name="oldest"/>, or else some of the oldest while all together are larger than <paramref name="keepBytes"/>. 0 = none is due.</summary>
    public int DeleteDue(DateTimeOffset oldest, long keepBytes) => database.Use(connection => connection.Execute(
        """
        DELETE FROM responses WHERE id IN (
            SELECT id FROM responses
            WHERE created_at < @cutoff OR (SELECT SUM(bytes) FROM responses) > @keepBytes
            ORDER BY created_at LIMIT 10)
        """,
        new { cutoff = UnixTime.Microseconds(oldest), keepBytes }));
}
