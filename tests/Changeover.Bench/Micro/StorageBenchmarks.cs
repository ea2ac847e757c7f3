using BenchmarkDotNet.Attributes;
using Changeover.Gateway.Recording;
using Changeover.Keys;
using Changeover.Protocol.Chat;
using Changeover.Providers;
using Changeover.Storage;

namespace Changeover.Bench.Micro;

/// <summary>What the check of a key and a durable record cost: alone, and as one of fifty at once.</summary>
[Config(typeof(InProcessConfig))]
#pragma warning disable CA1001 // BenchmarkDotNet calls CloseAsync.
public class StorageBenchmarks
#pragma warning restore CA1001
{
    private const int Crowd = 50;
    private readonly string _folder = Directory.CreateTempSubdirectory("changeover-micro-").FullName;
    private readonly RecordIdSource _ids = new(TimeProvider.System);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private string _key = "";
    private KeyDirectory _keys = null!;
    private SqliteRecordStore _records = null!;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        var database = (SqliteDatabase)await Database.OpenAsync(_folder, CancellationToken.None);
        (_, _key) = new KeyStore(database, TimeProvider.System).Create("bench", routes: null, expiresAt: null);
        _keys = new KeyDirectory(database);
        _records = new SqliteRecordStore(database);
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _records.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark]
    public KeyStatus CheckKey() => _keys.Check(_key, _now).Status;

    [Benchmark]
    public async Task AppendRecord() => await _records.AppendAsync(Record(), CancellationToken.None);

    [Benchmark(OperationsPerInvoke = Crowd)]
    public Task AppendRecordInACrowd() =>
        Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => _records.AppendAsync(Record(), CancellationToken.None).AsTask()));

    private RequestRecord Record() => new()
    {
        Id = _ids.Next(),
        StartedAt = _now,
        Operation = Operation.Chat,
        Dialect = Dialect.OpenAIChat,
        KeyId = "k_0123456789",
        Owner = "bench",
        Route = "buffered",
        OriginalModel = "buffered",
        ResponseModel = "static-1",
        ResponseId = "chatcmpl-0123456789abcdef",
        Streaming = false,
        Status = 200,
        Attempts =
        [
            new AttemptRecord
            {
                Upstream = "bench",
                Provider = "openai-compatible",
                RequestModel = "buffered",
                ResponseModel = "static-1",
                Stage = Stage.Done,
                Party = Party.Upstream,
                Status = 200,
                StartedAfter = TimeSpan.FromMicroseconds(80),
                Duration = TimeSpan.FromMicroseconds(900),
                TimeToFirstContent = TimeSpan.FromMicroseconds(890),
            },
        ],
        Usage = new TokenUsage { Input = 230, Output = 120 },
        FinishReason = FinishReason.Stop,
        TimeToFirstContent = TimeSpan.FromMicroseconds(970),
        Duration = TimeSpan.FromMicroseconds(1000),
        Overhead = TimeSpan.FromMicroseconds(100),
        ConfigHash = "0123456789abcdef",
    };
}
