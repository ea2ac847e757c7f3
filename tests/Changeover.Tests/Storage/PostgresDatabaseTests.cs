using Changeover.Gateway.Snapshot;
using Changeover.Storage;
using Npgsql;

namespace Changeover.Tests.Storage;

public sealed class PostgresDatabaseTests : IAsyncDisposable
{
    private readonly PostgresUnderTest _under = new() { IsNew = true };

    public ValueTask DisposeAsync() => _under.DisposeAsync();

    [Fact]
    public async Task Nodes_that_start_at_once_on_a_new_database_all_succeed()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _under.OpenAsync()));

        Assert.All(databases, database => Assert.Equal(Schema.Known.Count, database.Use(connection => connection.Integer("SELECT COUNT(*) FROM \"VersionInfo\""))));
    }

    [Fact]
    public async Task Refuses_the_schema_of_a_newer_version()
    {
        var database = await _under.OpenAsync();
        database.Use(connection => connection.Execute("INSERT INTO \"VersionInfo\" (\"Version\") VALUES (2099010100)"));

        var fault = await Assert.ThrowsAsync<StorageException>(_under.OpenAsync);

        Assert.Contains("newer Changeover (schema 2099010100)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_are_on_the_disk_before_they_are_told()
    {
        var database = await _under.OpenAsync();

        Assert.Equal("on", database.Use(connection => Dapper.SqlMapper.ExecuteScalar<string>(connection, "SHOW synchronous_commit")));
    }

    [Fact]
    public async Task Says_what_is_wrong_and_never_the_password()
    {
        var address = new NpgsqlConnectionStringBuilder((await _under.PlaceAsync()).Server!.Reveal());

        await SaysAsync("user and password", wrong => wrong.Password = "not the password");
        await SaysAsync("createdb", wrong => wrong.Database = "nonesuch");
        await SaysAsync("cannot be reached", wrong => wrong.Port = 1);

        async Task SaysAsync(string words, Action<NpgsqlConnectionStringBuilder> change)
        {
            var wrong = new NpgsqlConnectionStringBuilder(address.ToString());
            change(wrong);
            var fault = await Assert.ThrowsAsync<StorageException>(() => PostgresDatabase.OpenAsync(new Secret(wrong.ToString()), TestContext.Current.CancellationToken));
            Assert.Contains(words, fault.Message, StringComparison.Ordinal);
            Assert.Contains($"{wrong.Host}:{wrong.Port}/{wrong.Database}", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(wrong.Password!, fault.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("postgres://me:p%40ss%2F@db.example.com/records?sslmode=require", "db.example.com", 5432, "me", "p@ss/", "records")]
    [InlineData("postgresql://me@10.0.0.1:6432/records", "10.0.0.1", 6432, "me", null, "records")]
    [InlineData("Host=db;Username=me;Password=p;Database=records", "db", 5432, "me", "p", "records")]
    public void Both_forms_of_an_address_are_understood(string text, string host, int port, string user, string? password, string database)
    {
        var address = PostgresAddress.Parse(new Secret(text));

        Assert.Equal((host, port, user, password, database), (address.Host, address.Port, address.Username, address.Password, address.Database));
        Assert.Equal("changeover", address.ApplicationName);
    }

    [Theory]
    [InlineData("changeover.db")]
    [InlineData("postgres://me:secret@db/records?nonesuch=1")]
    [InlineData("postgres:///records")]
    [InlineData("Username=me;Password=secret")]
    [InlineData("Host=db;Port=secret")]
    public void Anything_else_is_refused_without_repeating_it(string text)
    {
        var fault = Assert.Throws<StorageException>(() => PostgresAddress.Parse(new Secret(text)));

        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
        Assert.Contains("postgres://", fault.Message, StringComparison.Ordinal);
    }
}
