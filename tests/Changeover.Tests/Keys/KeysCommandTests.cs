using System.Text.Json;
using Changeover.Keys;
using Changeover.Storage;
using Changeover.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Keys;

public abstract class KeysCommandTests<TDatabase> : OnDatabase<TDatabase>
    where TDatabase : DatabaseUnderTest, new()
{
    private protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Create_writes_the_key_alone_to_standard_output_and_it_works()
    {
        var run = await RunAsync("create", "--owner", "team-a");

        var key = run.Output.TrimEnd();
        Assert.Equal(0, run.ExitCode);
        Assert.True(VirtualKey.IsWellFormed(key));
        Assert.DoesNotContain(key, run.Error, StringComparison.Ordinal);
        var directory = new KeyDirectory(await Under.OpenAsync());
        Assert.Equal("team-a", directory.Check(key, Clock.GetUtcNow()).Caller!.Owner);
    }

    [Fact]
    public async Task Create_as_json_tells_all_of_it()
    {
        var run = await RunAsync("create", "--owner", "team-a", "--routes", "small, large", "--expires", "30d", "--json");

        var made = JsonDocument.Parse(run.Output).RootElement;
        Assert.True(VirtualKey.IsWellFormed(made.GetProperty("key").GetString()));
        Assert.Equal(["small", "large"], made.GetProperty("routes").EnumerateArray().Select(route => route.GetString()));
        Assert.Equal(Clock.GetUtcNow().AddDays(30), made.GetProperty("expires_at").GetDateTimeOffset());
        Assert.Equal("valid", made.GetProperty("status").GetString());
    }

    [Fact]
    public async Task List_shows_each_key_s_state_and_never_the_key()
    {
        var keys = new List<string>();
        foreach (var owner in new[] { "valid-one", "expired-one", "revoked-one" })
        {
            keys.Add((await RunAsync("create", "--owner", owner, "--expires", owner == "expired-one" ? "1h" : "30d")).Output.TrimEnd());
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Clock.Advance(TimeSpan.FromHours(2));
        var ids = JsonDocument.Parse((await RunAsync("list", "--json")).Output).RootElement.EnumerateArray().Select(key => key.GetProperty("id").GetString()!).ToList();
        var revoked = await RunAsync("revoke", ids[2]);

        var table = await RunAsync("list");
        var json = await RunAsync("list", "--json");

        Assert.Equal(0, revoked.ExitCode);
        foreach (var key in keys)
            Assert.DoesNotContain(key[3..], table.Output + table.Error + json.Output + revoked.Output, StringComparison.Ordinal);
        Assert.Equal(["valid", "expired", "revoked"], JsonDocument.Parse(json.Output).RootElement.EnumerateArray().Select(key => key.GetProperty("status").GetString()));
        foreach (var state in new[] { "valid", "expired", "revoked" })
            Assert.Matches($@"k_\w{{10}} +{state}-one +{state} ", table.Output);
    }

    [Fact]
    public async Task Revoke_of_an_unknown_id_fails_and_does_not_repeat_it()
    {
        var key = (await RunAsync("create", "--owner", "team-a")).Output.TrimEnd();

        var run = await RunAsync("revoke", key);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("keys list", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(key[3..], run.Error, StringComparison.Ordinal);
    }

    private protected async Task<CommandRun> RunAsync(params string[] arguments)
    {
        var place = await Under.PlaceAsync();
        return await CommandRun.Of(KeysCommand.Create(Clock, _ => new ConfiguredStorage("/nowhere", place.Server)), [.. arguments, "--data", place.Folder]);
    }
}

public sealed class SqliteKeysCommandTests : KeysCommandTests<SqliteUnderTest>
{
    [Theory]
    [InlineData("create")]
    [InlineData("create", "--owner", " ")]
    [InlineData("create", "--owner", "a", "--routes", ",")]
    [InlineData("create", "--owner", "a", "--expires", "soon")]
    [InlineData("create", "--owner", "a", "--expires", "2020-01-01")]
    [InlineData("revoke")]
    public async Task A_wrong_command_line_makes_nothing(params string[] arguments)
    {
        Assert.NotEmpty(KeysCommand.Create(Clock, _ => new ConfiguredStorage(Under.Folder.Path)).Parse(arguments).Errors);
        Assert.NotEqual(0, (await RunAsync(arguments)).ExitCode);
        Assert.False(File.Exists(Under.Folder.DatabasePath));
    }

    [Fact]
    public async Task List_without_a_database_says_where_it_looked()
    {
        var run = await RunAsync("list");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(Under.Folder.DatabasePath, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}

public sealed class PostgresKeysCommandTests : KeysCommandTests<PostgresUnderTest>;
