using Changeover.Gateway.Snapshot.Published;
using Changeover.Storage;

namespace Changeover.Gateway.Snapshot;

/// <summary>Registers the configuration in force.</summary>
public static class SnapshotRegistration
{
    /// <summary>Adds <see cref="SnapshotSource"/>, <see cref="ISnapshotSource"/> and the watch that reloads. Needs a <see cref="TimeProvider"/>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="loader">Loads again.</param>
    /// <param name="started">What the process starts with, without faults.</param>
    /// <param name="followsPushed">Whether what is pushed into the database comes into force.</param>
    public static IServiceCollection AddSnapshot(this IServiceCollection services, ConfigLoader loader, ConfigResult started, bool followsPushed) => (!followsPushed ? services : services
        .AddSingleton<ConfigStore>()
        .AddChangeReader<PublishedConfigWatch>())
        .AddSingleton(provider => new SnapshotSource(loader, started, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SnapshotSource>>()))
        .AddSingleton<ISnapshotSource>(provider => provider.GetRequiredService<SnapshotSource>())
        .AddHostedService<ConfigWatch>();
}
