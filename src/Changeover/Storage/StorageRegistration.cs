namespace Changeover.Storage;

/// <summary>Registers the database.</summary>
public static class StorageRegistration
{
    /// <summary>Adds a <see cref="Database"/>, which is closed with the rest, and whoever listens to it for changes.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, Database database)
    {
        services.AddSingleton(_ => database);
        return database is PostgresDatabase server
            ? services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ChangeListener>(provider, server))
            : services;
    }

    /// <summary>Adds a service of the background that also reads changes.</summary>
    internal static IServiceCollection AddChangeReader<T>(this IServiceCollection services)
        where T : class, IChangeReader, IHostedService => services
        .AddSingleton<T>()
        .AddSingleton<IChangeReader>(provider => provider.GetRequiredService<T>())
        .AddHostedService(provider => provider.GetRequiredService<T>());
}
