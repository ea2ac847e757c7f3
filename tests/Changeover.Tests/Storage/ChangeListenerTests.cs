using System.Threading.Channels;
using Changeover.Keys;
using Changeover.Storage;
using Changeover.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Changeover.Tests.Storage;

public sealed class ChangeListenerTests : IAsyncDisposable
{
    private readonly PostgresUnderTest _under = new();

    public ValueTask DisposeAsync() => _under.DisposeAsync();

    [Fact]
    public async Task Tells_of_changes_by_others_and_goes_on_after_its_connection_broke()
    {
        var database = (PostgresDatabase)await _under.OpenAsync();
        var reader = new Reader();
        using var listener = new ChangeListener(database, [reader], TimeProvider.System, NullLogger<ChangeListener>.Instance);
        await listener.StartAsync(CancellationToken.None);
        await reader.ToldAsync(); // it listens from here
        var elsewhere = new KeyStore(await _under.OpenAsync(), TimeProvider.System);

        elsewhere.Create("team-a", null, null);
        await reader.ToldAsync();

        await PostgresServer.AdministerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = '{database.Name.Split('/')[1]}'");
        await reader.ToldAsync(); // what was missed meanwhile
        elsewhere.Create("team-b", null, null);
        await reader.ToldAsync();
        await listener.StopAsync(CancellationToken.None);
        Assert.True(listener.ExecuteTask!.IsCompletedSuccessfully);
    }

    private sealed class Reader : IChangeReader
    {
        private readonly Channel<bool> _told = Channel.CreateUnbounded<bool>();

        public string Table => "keys";

        public void ReadAgain() => _told.Writer.TryWrite(true);

        public Task<bool> ToldAsync() => _told.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }
}
