using Changeover.Gateway.Snapshot;
using Changeover.Storage;
using Changeover.Tests.Shared;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Changeover.Tests.Storage;

/// <summary>A real database of one engine, which goes away with its test.</summary>
public abstract class DatabaseUnderTest : IAsyncDisposable
{
    private readonly List<Database> _opened = [];

    /// <summary>A folder of the test; SQLite's file is in it.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>Opens it as one more process does.</summary>
    public async Task<Database> OpenAsync()
    {
        var database = await Database.OpenAsync(await PlaceAsync(), TestContext.Current.CancellationToken);
        _opened.Add(database);
        return database;
    }

    /// <summary>Where it is.</summary>
    public abstract Task<DatabasePlace> PlaceAsync();

    /// <inheritdoc />
    public virtual ValueTask DisposeAsync()
    {
        _opened.ForEach(database => database.Dispose());
        Folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A file of SQLite.</summary>
public sealed class SqliteUnderTest : DatabaseUnderTest
{
    /// <inheritdoc />
    public override Task<DatabasePlace> PlaceAsync() => Task.FromResult(new DatabasePlace(Folder.Path));
}

/// <summary>A database of the PostgreSQL server of this run.</summary>
public sealed class PostgresUnderTest : DatabaseUnderTest
{
    /// <summary>Whether it has no tables before it is opened.</summary>
    public bool IsNew { get; init; }

    private string? _address;

    /// <inheritdoc />
    public override async Task<DatabasePlace> PlaceAsync() => new(Folder.Path, new Secret(_address ??= await PostgresServer.CreateDatabaseAsync(IsNew)));

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_address is not null)
            await PostgresServer.DropDatabaseAsync(_address);
    }
}
