using Changeover.Storage;
using Changeover.Gateway.Recording.Inflight;
using Changeover.Gateway.Snapshot;

namespace Changeover.Keys.Limits.Shared;

/// <summary>Registers the counters.</summary>
internal static class SharedLimitsRegistration
{
    /// <summary>Adds an <see cref="ILimitStore"/>: in this process, or shared with other nodes.</summary>
    /// <param name="services">With a database, a ledger and a journal.</param>
    /// <param name="redis">Address of the server that nodes share, whose connection is registered; null = none.</param>
    public static IServiceCollection AddLimits(this IServiceCollection services, Secret? redis) => redis is null
        ? services.AddSingleton<ILimitStore, InProcessLimitStore>()
        : services
            .AddSingleton(provider => new LimitNode(provider.GetRequiredService<InflightJournal>().Begin()))
            .AddSingleton<ReserveTable>()
            .AddSingleton<INodeRecovery>(provider => provider.GetRequiredService<ReserveTable>())
            .AddSingleton(provider => new OwnReserves(provider.GetRequiredService<ReserveTable>(), provider.GetRequiredService<LimitNode>().Id))
            .AddSingleton<OwnUse>()
            .AddSingleton<SharedGate>()
            .AddSingleton<SharedLimitsState>()
            .AddSingleton(provider => new SharedCounters(
                provider.GetRequiredService<SharedRedis>().Database, provider.GetRequiredService<LimitNode>().Id, provider.GetRequiredService<ILedger>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<LocalShare>(provider, provider.GetRequiredService<LimitNode>().Id))
            .AddSingleton<Generations>()
            .AddSingleton<ILimitStore, SharedLimitStore>()
            .AddHostedService<LimitKeeper>();
}
