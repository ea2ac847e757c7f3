using System.Text;
using Changeover.Keys;
using Changeover.Storage;
using Changeover.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Keys;

public abstract class KeyDirectoryTests<TDatabase> : OnDatabase<TDatabase>
    where TDatabase : DatabaseUnderTest, new()
{
    private protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Is_empty_until_the_first_key_and_never_again()
    {
        var (store, directory) = await OpenAsync();
        Assert.True(directory.IsEmpty);

        var (entry, _) = store.Create("team-a", null, null);
        store.Revoke(entry.Id);
        directory.Refresh();

        Assert.False(directory.IsEmpty); // else revoking the last key would open the gateway to everybody
    }

    [Fact]
    public async Task Knows_the_holder_of_a_key()
    {
        var (store, directory) = await OpenAsync();
        var (entry, key) = store.Create("team-a", ["gpt-4o", "small"], null);
        directory.Refresh();

        var check = directory.Check(key, Clock.GetUtcNow());

        Assert.Equal(KeyStatus.Valid, check.Status);
        Assert.Equal(entry.Id, check.Caller!.KeyId);
        Assert.Equal("team-a", check.Caller.Owner);
        Assert.True(check.Caller.May("small"));
        Assert.False(check.Caller.May("large"));
    }

    [Fact]
    public async Task A_key_without_routes_may_use_each()
    {
        var (store, directory) = await OpenAsync();
        var (_, key) = store.Create("team-a", null, null);
        directory.Refresh();

        Assert.True(directory.Check(key, Clock.GetUtcNow()).Caller!.May("anything"));
    }

    [Fact]
    public async Task Refuses_from_the_moment_of_expiry()
    {
        var (store, directory) = await OpenAsync();
        var (_, key) = store.Create("team-a", null, Clock.GetUtcNow().AddDays(1));
        directory.Refresh();

        Assert.Equal(KeyStatus.Valid, directory.Check(key, Clock.GetUtcNow().AddDays(1).AddMicroseconds(-1)).Status);
        Assert.Equal(new KeyCheck(KeyStatus.Expired, null), directory.Check(key, Clock.GetUtcNow().AddDays(1)));
    }

    [Fact]
    public async Task Refuses_a_revoked_key_and_keeps_the_first_date()
    {
        var (store, directory) = await OpenAsync();
        var (entry, key) = store.Create("team-a", null, null);
        var revoked = store.Revoke(entry.Id)!;
        Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(revoked.RevokedAt, store.Revoke(entry.Id)!.RevokedAt);
        directory.Refresh();
        Assert.Equal(new KeyCheck(KeyStatus.Revoked, null), directory.Check(key, Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Does_not_know_a_key_that_was_never_made_or_is_not_quite_the_one()
    {
        var (store, directory) = await OpenAsync();
        var (_, key) = store.Create("team-a", null, null);
        directory.Refresh();

        foreach (var presented in new[] { VirtualKey.Create(), key[..^1] + (key[^1] == 'a' ? 'b' : 'a'), key + " ", key[..20], "", new string('é', key.Length), new string('x', 1_000_000) })
            Assert.Equal(new KeyCheck(KeyStatus.Unknown, null), directory.Check(presented, Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Lists_what_was_made_as_it_was_made()
    {
        var (store, _) = await OpenAsync();
        var (first, _) = store.Create("Zoë \"the 1st\"", ["a,b", "c"], Clock.GetUtcNow().AddDays(30));
        Clock.Advance(TimeSpan.FromSeconds(1));
        var (second, _) = store.Create("b", null, null);

        var list = store.List();

        Assert.Equal([first.Id, second.Id], list.Select(entry => entry.Id));
        Assert.Equal(first.Routes, list[0].Routes);
        Assert.Equal(first with { Routes = null }, list[0] with { Routes = null });
        Assert.Equal(second, list[1]);
        Assert.Null(store.Revoke("k_nonesuch"));
    }

    [Fact]
    public async Task Another_process_s_change_counts_within_two_seconds()
    {
        var (_, directory) = await OpenAsync();
        using var refresh = new KeyRefresh(directory, Clock, NullLogger<KeyRefresh>.Instance);
        await refresh.StartAsync(CancellationToken.None);
        var elsewhere = new KeyStore(await Under.OpenAsync(), Clock);
        var (entry, key) = elsewhere.Create("team-a", null, null);

        await SeenAsync(KeyStatus.Valid);
        elsewhere.Revoke(entry.Id);
        await SeenAsync(KeyStatus.Revoked);
        await refresh.StopAsync(CancellationToken.None);
        Assert.True(refresh.ExecuteTask!.IsCompletedSuccessfully);

        async Task SeenAsync(KeyStatus status)
        {
            Assert.NotEqual(status, directory.Check(key, Clock.GetUtcNow()).Status);
            Clock.Advance(TimeSpan.FromSeconds(2));
            for (var i = 0; i < 1000 && directory.Check(key, Clock.GetUtcNow()).Status != status; i++)
                await Task.Delay(5); // the tick runs on another thread; no more of the fake time passes
            Assert.Equal(status, directory.Check(key, Clock.GetUtcNow()).Status);
        }
    }

    [Fact]
    public async Task Reads_again_only_when_something_has_changed()
    {
        var (store, directory) = await OpenAsync();
        Assert.False(directory.Refresh());

        store.Create("team-a", null, null);

        Assert.True(directory.Refresh());
        Assert.False(directory.Refresh());
    }

    protected async Task<(KeyStore Store, KeyDirectory Directory)> OpenAsync()
    {
        var database = await Under.OpenAsync();
        return (new KeyStore(database, Clock), new KeyDirectory(database));
    }
}

public sealed class SqliteKeyDirectoryTests : KeyDirectoryTests<SqliteUnderTest>
{
    [Fact]
    public async Task Keeps_no_key_on_the_disk_or_in_words()
    {
        var (store, directory) = await OpenAsync();
        var (entry, key) = store.Create("team-a", null, null);
        directory.Refresh();

        Assert.DoesNotContain(key[3..], entry.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key[3..], directory.Check(key, Clock.GetUtcNow()).ToString(), StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(Under.Folder.Path))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content);
            Assert.Equal(-1, content.ToArray().AsSpan().IndexOf(Encoding.ASCII.GetBytes(key[3..])));
        }
    }
}

public sealed class PostgresKeyDirectoryTests : KeyDirectoryTests<PostgresUnderTest>;
