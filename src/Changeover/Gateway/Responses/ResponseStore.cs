using Changeover.Storage;
using Dapper;

namespace Changeover.Gateway.Responses;

/// <summary>Responses by id, each visible to its owner only. Every method but one throws <see cref="StorageException"/> when the database fails.</summary>
internal sealed partial class ResponseStore(Database database, TimeProvider clock, ILogger<ResponseStore> log) : IDisposable
{
    private const string Columns = "id AS Id, previous_id AS PreviousId, input AS Input, response AS Response";

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>One response; null = unknown, or another owner's.</summary>
    public KeptResponse? Find(string id, string? owner) => IsOurs(id)
        ? database.Use(connection => connection.QuerySingleOrDefault<KeptResponse>($"SELECT {Columns} FROM responses WHERE id = @id AND owner = @owner", new { id, owner = owner ?? "" }))
        : null;

    /// <summary>Durable when it returns true; false = the database failed, and the log says how. One is written at a time, so that a locked file holds up one thread and not all. A response that is there already is replaced: it failed after all.</summary>
    public async ValueTask<bool> TryKeepAsync(KeptResponse response, string? owner)
    {
        // Not the client's token: what was made is kept for who comes back.
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            Keep(response, owner);
            return true;
        }
        catch (StorageException failure)
        {
            LogNotKept(failure, response.Id);
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>False = there was none of this owner.</summary>
    public bool Delete(string id, string? owner) => IsOurs(id) && database.Use(connection =>
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

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    // PostgreSQL refuses to compare with what it cannot store, such as U+0000.
    private static bool IsOurs(string id) => id.All(letter => letter is > ' ' and < '\u007F');

    private void Keep(KeptResponse response, string? owner) => database.Use(connection => connection.Execute(
        """
        INSERT INTO responses (id, owner, previous_id, created_at, bytes, input, response)
        VALUES (@Id, @owner, @PreviousId, @now, @Bytes, @Input, @Response)
        ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at, bytes = excluded.bytes, input = excluded.input, response = excluded.response
        """,
        new { response.Id, owner = owner ?? "", response.PreviousId, now = UnixTime.Microseconds(clock.GetUtcNow()), response.Bytes, response.Input, response.Response }));

    [LoggerMessage(2012, LogLevel.Error, "Response {ResponseId} could not be kept; its answer was not completed.")]
    private partial void LogNotKept(Exception failure, string responseId);
}
