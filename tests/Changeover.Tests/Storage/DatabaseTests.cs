using Changeover.Storage;

namespace Changeover.Tests.Storage;

public sealed class DatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Makes_folder_and_file_for_the_owner_only()
    {
        var folder = Path.Combine(_folder.Path, "new", "data");
        var database = await Database.OpenAsync(folder, CancellationToken.None);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(database.Name));
        }

        Assert.Equal(1, database.Use(connection => connection.Integer("SELECT COUNT(*) FROM sqlite_master WHERE name = 'records'")));
    }

    [Fact]
    public async Task Journals_ahead_and_frees_pages_step_by_step()
    {
        var database = await _folder.OpenAsync();

        using var connection = database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
        Assert.Equal(2, connection.Integer("PRAGMA auto_vacuum"));
        Assert.Equal(1, connection.Integer("PRAGMA synchronous"));
    }

    [Fact]
    public async Task No_column_is_indexed_twice()
    {
        var database = await _folder.OpenAsync();

        var twice = database.Use(connection => connection.Integer("""
            SELECT COUNT(*) FROM (
                SELECT 1 FROM sqlite_master AS t, pragma_index_list(t.name) AS i, pragma_index_info(i.name) AS c
                WHERE t.type = 'table' GROUP BY t.name, c.name HAVING COUNT(*) > 1)
            """));

        Assert.Equal(0, twice);
    }

    [Fact]
    public async Task Opens_again_without_changing_the_schema()
    {
        var first = await _folder.OpenAsync();
        var before = first.Use(connection => connection.Integer("PRAGMA schema_version"));

        var second = await _folder.OpenAsync();

        Assert.Equal(before, second.Use(connection => connection.Integer("PRAGMA schema_version")));
    }

    [Fact]
    public async Task Two_that_start_at_once_on_a_new_folder_both_succeed()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _folder.OpenAsync()));

        Assert.All(databases, database => Assert.Equal(Schema.Known.Count, database.Use(c => c.Integer("SELECT COUNT(*) FROM VersionInfo"))));
    }

    [Fact]
    public async Task Refuses_the_schema_of_a_newer_version()
    {
        var database = await _folder.OpenAsync();
        database.Use(connection => connection.Execute("INSERT INTO VersionInfo (Version) VALUES (2099010100)"));

        var fault = await Assert.ThrowsAsync<StorageException>(_folder.OpenAsync);

        Assert.Contains("newer Changeover (schema 2099010100)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_file_is_not_a_database()
    {
        await File.WriteAllTextAsync(_folder.DatabasePath, string.Concat(Enumerable.Repeat("not a database ", 1000)));

        var fault = await Assert.ThrowsAsync<StorageException>(_folder.OpenAsync);

        Assert.Contains("damaged or not a database", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.DatabasePath, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_folder_in_the_file_s_place_cannot_be_opened()
    {
        Directory.CreateDirectory(_folder.DatabasePath);

        var fault = await Assert.ThrowsAsync<StorageException>(_folder.OpenAsync);

        Assert.Contains(_folder.DatabasePath, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_file_stands_where_the_folder_should_be()
    {
        var place = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(place, "");

        var fault = await Assert.ThrowsAsync<StorageException>(() => Database.OpenAsync(place, CancellationToken.None));

        Assert.Contains("--data", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_makes_no_database_and_says_where_it_looked()
    {
        var fault = await Assert.ThrowsAsync<StorageException>(() => Database.OpenExistingAsync(_folder.Path, CancellationToken.None));

        Assert.Contains(_folder.DatabasePath, fault.Message, StringComparison.Ordinal);
        Assert.Contains("changeover serve", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.DatabasePath));
    }
}
