using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Nodes;

/// <summary>Registers what nodes know of each other.</summary>
public static class NodesRegistration
{
    /// <summary>Adds what nodes tell each other of targets.</summary>
    /// <param name="services">With what <see cref="AddNodes"/> needs.</param>
    /// <param name="redis">Address of the server that nodes share; null = they tell each other nothing.</param>
    internal static IServiceCollection AddSharedRests(this IServiceCollection services, Secret? redis) => redis is null
        ? services
        : services.AddSingleton(_ => new SharedRedis(redis)).AddHostedService<SharedRests>();

    /// <summary>Adds the heartbeat, where the database is one that nodes share.</summary>
    public static IServiceCollection AddNodes(this IServiceCollection services, Database database, string urls) => database is PostgresDatabase
        ? services
            .AddSingleton<NodeStore>()
            .AddHostedService(provider => ActivatorUtilities.CreateInstance<NodeHeartbeat>(provider, urls))
        : services;
}
