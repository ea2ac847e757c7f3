namespace Changeover.Gateway.Snapshot;

/// <summary>Registers the configuration in force.</summary>
public static class SnapshotRegistration
{
    /// <summary>Adds <see cref="SnapshotSource"/>, <see cref="ISnapshotSource"/> and the watch that reloads. Needs a <see cref="TimeProvider"/>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="loader">Loads again.</param>
    /// <param name="started">What the process starts with, without faults.</param>
    public static IServiceCollection AddSnapshot(this IServiceCollection services, ConfigLoader loader, ConfigResult started) => services
        .AddSingleton(provider => new SnapshotSource(loader, started, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SnapshotSource>>()))
        .AddSingleton<ISnapshotSource>(provider => provider.GetRequiredService<SnapshotSource>())
        .AddHostedService<ConfigWatch>();
}
