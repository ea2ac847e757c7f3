using Changeover.Gateway.Snapshot;
using StackExchange.Redis;

namespace Changeover.Storage;

/// <summary>The connection to the server that nodes share. It is made again whenever it breaks.</summary>
internal sealed class SharedRedis : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _connection;

    public SharedRedis(Secret address)
    {
        _connection = ConnectionMultiplexer.Connect(RedisAddress.Parse(address));
        _connection.ConnectionFailed += (_, _) => Broken?.Invoke();
    }

    /// <summary>The connection broke.</summary>
    public event Action? Broken;

    /// <summary>Its database.</summary>
    public IDatabase Database => _connection.GetDatabase();

    /// <summary>Id of the server's process, new with every start; empty = the server does not tell, and a restart that kept its data is not noticed.</summary>
    public async Task<string> RunAsync()
    {
        var told = (string?)await Database.ExecuteAsync("INFO", "server") ?? "";
        var line = told.Split('\n').FirstOrDefault(line => line.StartsWith("run_id:", StringComparison.Ordinal));
        return line?["run_id:".Length..].Trim() ?? "";
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
