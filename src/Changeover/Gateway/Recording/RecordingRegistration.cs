using Changeover.Gateway.Recording.Correcting;
using Changeover.Gateway.Recording.Inflight;
using Changeover.Keys.Limits;
using Changeover.Storage;

namespace Changeover.Gateway.Recording;

/// <summary>Registers the records.</summary>
public static class RecordingRegistration
{
    /// <summary>Adds <see cref="IRecordStore"/>, the source of ids, and retention. Needs a <see cref="Database"/>, a <see cref="TimeProvider"/> and an <see cref="Snapshot.ISnapshotSource"/>.</summary>
    public static IServiceCollection AddRecording(this IServiceCollection services, string dataFolder) => services
        .AddSingleton<RecordIdSource>()
        .AddSingleton<RecordReader>()
        .AddSingleton(provider => StoreOf(provider.GetRequiredService<Database>()))
        .AddSingleton(_ => new InflightJournal(dataFolder))
        .AddSingleton(provider => new InflightRecovery(dataFolder, provider.GetRequiredService<IRecordStore>(), provider.GetRequiredService<RecordReader>(), provider.GetServices<INodeRecovery>(), provider.GetRequiredService<ILogger<InflightRecovery>>()))
        .AddSingleton<ILedger, Ledger>()
        .AddSingleton<CorrectionStore>()
        .AddChangeReader<CorrectionWatch>()
        .AddSingleton<RecordRetention>()
        .AddHostedService<RecordRetentionJob>();

    /// <summary>The store of an engine.</summary>
    internal static IRecordStore StoreOf(Database database) => database is PostgresDatabase server ? new PostgresRecordStore(server) : new SqliteRecordStore((SqliteDatabase)database);
}
