using Changeover.Access;
using Changeover.Cache;
using Changeover.Gateway.Admission;
using Changeover.Gateway.Conversations;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Pricing;
using Changeover.Gateway.Recall;
using Changeover.Gateway.Queueing;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Recording.Inflight;
using Changeover.Gateway.Responses;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Snapshot.Published;
using Changeover.Gateway.Telemetry;
using Changeover.Gateway.Upstream;
using Changeover.Inference;
using Changeover.Keys;
using Changeover.Keys.Limits.Shared;
using Changeover.Nodes;
using Changeover.Prices;
using Changeover.Protocol.Chat;
using Changeover.Providers;
using Changeover.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Changeover.Gateway.Hosting;

/// <summary>Puts the gateway together.</summary>
internal static class GatewayHost
{
    /// <summary>For the errors of answers that had to be ended, and their records.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    /// <summary>Everything registered and mapped, not yet listening.</summary>
    /// <exception cref="StartRefusedException">The configuration has faults, or an address is none, or not safe without a key.</exception>
    /// <exception cref="StorageException">The database cannot be opened.</exception>
    public static async Task<WebApplication> BuildAsync(ServeOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var loader = ConfigLoader.ForProcess();
        var loaded = loader.Load(options.Config);
        var place = Sound(loaded).Storage.Resolve(options.Data);
        DataFolder.Create(place.Folder);
        var database = await Database.OpenAsync(place, cancellationToken);
        var followsPushed = loaded.File is null && (database is PostgresDatabase || loader.IsPushed(options.Config));
        if (followsPushed)
        {
            loaded = Sound(Pushed(loader, new ConfigStore(database, time)) ?? (loader.IsPushed(options.Config)
                ? throw new StartRefusedException($"No configuration was pushed to {database.Name} yet. `changeover config push FILE` does it.")
                : loaded));
        }

        if (loaded.Storage.Redis is not null && database is not PostgresDatabase)
        {
            throw new StartRefusedException("`storage.redis` shares the limits of nodes, which share a PostgreSQL database: name one in `storage.database`, or leave `storage.redis` out.");
        }

        var urls = options.Urls ?? loaded.Config.Server.Urls;
        ListenAddresses.Check(urls, keyExists: new KeyStore(database, time).List().Count > 0);

        // Empty, but for variables that logging and OpenTelemetry know: changeover.yaml is the configuration. The default builder would take
        // addresses from an appsettings.json too, and watch everything below the working directory: each commit of a record would wake that watch.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.WebHost.UseKestrelCore().UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The pipeline has its own limit, which may differ by route and answers in the client's dialect.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        // Signals belong to the command line, which cancels the token that StartAsync and WaitForShutdownAsync get.
        builder.Services.RemoveAll<IHostLifetime>().AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Logging.Write(loaded.Config.Server.Log);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = loaded.Config.Server.Drain + LastWords);
        builder.Services
            .AddRoutingCore()
            .AddSingleton(time)
            .AddStorage(database)
            .AddSnapshot(loader, loaded, followsPushed)
            .AddNodes(database, urls)
            .AddSharedRests(loaded.Storage.Redis)
            .AddRecording(place.Folder)
            .AddResponses()
            .AddKeys()
            .AddLimits(loaded.Storage.Redis)
            .AddPrices()
            .AddAccess()
            .AddCache()
            .AddTelemetry(loaded.Config.Telemetry)
            .AddGateway(place.Folder);

        var app = builder.Build();
        await app.Services.GetRequiredService<InflightRecovery>().RunAsync(cancellationToken);
        app.Lifetime.ApplicationStopping.Register(() => app.Services.GetRequiredService<Departure>().Drain(loaded.Config.Server.Drain));
        app.MapHealth();
        app.MapGateway();
        return app;
    }

    private static ConfigResult Sound(ConfigResult loaded) => loaded.IsValid ? loaded : throw new StartRefusedException(FaultReport.Of(loaded));

    private static ConfigResult? Pushed(ConfigLoader loader, ConfigStore store) =>
        store.Find() is var (version, text) ? loader.Read(null, text) with { Version = version } : null;

    /// <summary>The spine.</summary>
    private static IServiceCollection AddGateway(this IServiceCollection services, string dataFolder) => services
        .AddSingleton(new Chance())
        .AddSingleton<Departure>()
        .AddSingleton(provider => new GatewayRuntime(
            provider.GetRequiredService<ISnapshotSource>(),
            upstream => Connect(upstream, dataFolder, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Departure>().Drained),
            provider.GetService<IPriceDesk>() ?? UnpricedDesk.Instance,
            provider.GetService<IAccessDesk>() ?? OpenAccessDesk.Instance))
        .AddSingleton<ConversationMemory>()
        .AddSingleton<CallerIdentification>()
        .AddSingleton<UnderWay>()
        .AddSingleton<AdmissionDesk>()
        .AddSingleton<Entrance>()
        .AddSingleton<Settlement>()
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<RequestPipeline>(provider, provider.GetService<IAnswerCache>() ?? NoCache.Instance))
        .AddSingleton<ModelList>();

    private static IUpstreamConnection Connect(UpstreamModel upstream, string dataFolder, TimeProvider time, CancellationToken drained) =>
        upstream.Provider.Dialect == Dialect.InProcess
            ? new EmbeddedUpstream(model => EmbeddedModels.Load(upstream.Config.Embedded ?? new EmbeddedConfig(), model, dataFolder, time), time, drained)
            : new HttpUpstream(upstream, time, drained);
}
