using Changeover.Storage;

namespace Changeover.Nodes;

/// <summary>Registers what nodes know of each other.</summary>
public static class NodesRegistration
{
    /// <summary>Adds the heartbeat, where the database is one that nodes share.</summary>
    public static IServiceCollection AddNodes(this IServiceCollection services, Database database, string urls) => database is PostgresDatabase
        ? services
            .AddSingleton<NodeStore>()
            .AddHostedService(provider => ActivatorUtilities.CreateInstance<NodeHeartbeat>(provider, urls))
        : services;
}
