namespace Changeover.Gateway.Snapshot.Options;

using Changeover.Keys.Limits;
using static OptionTraits;

/// <summary>The whole of <c>changeover.yaml</c>: the tables in this folder are the one place where options are defined.</summary>
internal static class ChangeoverOptions
{
    /// <summary>Regular expression of a name for an upstream: it stands before the slash of a target.</summary>
    private const string UpstreamName = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

    /// <summary>Regular expression of a public model name.</summary>
    private const string RouteName = @"^[^/\s]\S*$";

    private static readonly OptionSet<StorageConfig> Storage = new(new(), "The system of record: keys, records, kept responses.")
    {
        { "database", Kinds.Database, static c => c.Database, static (c, v) => c with { Database = v }, "A PostgreSQL server that many machines share, such as `postgres://changeover:${PGPASSWORD}@db.example.com/changeover`; the variable `CHANGEOVER_DATABASE` stands above it. Without it: SQLite in `server.data_folder`.", Restart },
        { "redis", Kinds.Redis, static c => c.Redis, static (c, v) => c with { Redis = v }, "A server of Redis' protocol (Redis, Garnet) where machines that share a PostgreSQL database count limits together, such as `redis://:${REDIS_PASSWORD}@redis.example.com:6379`; the variable `CHANGEOVER_REDIS` stands above it. Without it: each machine counts for itself.", Restart },
    };

    private static readonly OptionSet<RecordsConfig> Records = new(new(), "Where records live and for how long.")
    {
        { "keep_for", Kinds.Duration("1h", "3650d"), static c => c.KeepFor, static (c, v) => c with { KeepFor = v }, "Records older than this are deleted." },
        { "keep_bytes", Kinds.Size("16MiB", "1000TiB"), static c => c.KeepBytes, static (c, v) => c with { KeepBytes = v }, "The oldest records are deleted while the database is larger." },
    };

    private static readonly OptionSet<ResponsesConfig> Responses = new(new(), "What is kept of the Responses API, so that `previous_response_id` works with any provider. It is the text of conversations.")
    {
        { "store", Kinds.Switch, static c => c.Store, static (c, v) => c with { Store = v }, "Whether questions and answers are kept where the client does not say `store: false`. `false`: as if every client said it." },
        { "keep_for", Kinds.Duration("1h", "3650d"), static c => c.KeepFor, static (c, v) => c with { KeepFor = v }, "Responses older than this are deleted." },
        { "keep_bytes", Kinds.Size("1MiB", "1000TiB"), static c => c.KeepBytes, static (c, v) => c with { KeepBytes = v }, "The oldest responses are deleted while all together are larger. They lie in the database that `records.keep_bytes` limits." },
    };

    private static readonly OptionSet<TelemetryConfig> Telemetry = new(new(), "Traces and metrics. `/metrics` is always there.")
    {
        { "otlp", Kinds.Url, static c => c.Otlp, static (c, v) => c with { Otlp = v }, "Address of an OTLP collector; without it OpenTelemetry's own variables hold, such as `OTEL_EXPORTER_OTLP_ENDPOINT`, and without those nothing is exported.", Restart },
        { "otlp_protocol", Kinds.Choice<OtlpProtocol>(), static c => c.OtlpProtocol, static (c, v) => c with { OtlpProtocol = v }, "How the collector at `otlp` is spoken to; `http_protobuf` adds `v1/traces` and `v1/metrics` to the address.", Restart },
    };

    /// <summary>All options.</summary>
    public static OptionSet<ChangeoverConfig> All { get; } = new(new(), "The sections of the file.")
    {
        { "server", ServerOptions.All, static c => c.Server, static (c, v) => c with { Server = v }, "Listener and limits of the gateway itself." },
        { "storage", Storage, static c => c.Storage, static (c, v) => c with { Storage = v }, "The system of record." },
        { "upstreams", new MapKind<UpstreamConfig>(UpstreamOptions.All, "upstreams", UpstreamName, StringComparer.Ordinal), static c => c.Upstreams, static (c, v) => c with { Upstreams = v }, "Connections to providers, by a name of your choice. Without `upstreams` and `routes` the embedded demo model answers." },
        { "routes", new MapKind<RouteConfig>(RouteOptions.All, "routes", RouteName, StringComparer.Ordinal), static c => c.Routes, static (c, v) => c with { Routes = v }, "The model names that clients send, and the targets that may answer them." },
        { "limits", new MapKind<LimitRuleConfig>(LimitOptions.All, "limits", UpstreamName, StringComparer.Ordinal), static c => c.Limits, static (c, v) => c with { Limits = v }, "Budgets and rate limits, by a name of your choice." },
        { "records", Records, static c => c.Records, static (c, v) => c with { Records = v }, "Where records live and for how long." },
        { "responses", Responses, static c => c.Responses, static (c, v) => c with { Responses = v }, "What is kept of the Responses API." },
        { "prices", PriceOptions.All, static c => c.Prices, static (c, v) => c with { Prices = v }, "Your own prices and exchange rates." },
        { "access", AccessOptions.All, static c => c.Access, static (c, v) => c with { Access = v }, "Who may use which target, where, from which day on." },
        { "telemetry", Telemetry, static c => c.Telemetry, static (c, v) => c with { Telemetry = v }, "Traces and metrics." },
    };
}
