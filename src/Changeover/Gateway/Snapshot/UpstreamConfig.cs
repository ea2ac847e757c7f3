namespace Changeover.Gateway.Snapshot;

/// <summary>One configured connection: provider, base URL, credential, region, limits.</summary>
public sealed record UpstreamConfig
{
    /// <summary>Name of a provider in <c>Providers/</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Default null: the provider's own address. Required for providers that have none (<c>azure-openai</c>, <c>vllm</c> elsewhere than localhost …).</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Only a reference: <c>${ENV_NAME}</c> or <c>file:/path</c>. Default null: the provider needs none.</summary>
    public CredentialReference? Credential { get; init; }

    /// <summary>Where the upstream runs, free text; shown in records. Default null: unknown.</summary>
    public string? Region { get; init; }

    /// <summary>Headers added to every request, for example an organisation id. Default none. Values may be credential references too.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Query parameters added to every request, for example Azure's <c>api-version</c>. Default none.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The three clocks.</summary>
    public TimeoutConfig Timeouts { get; init; } = new();

    /// <summary>When the circuit opens.</summary>
    public BreakerConfig Breaker { get; init; } = new();

    /// <summary>Attempts that may run at one time. Default null: any number.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Who may wait for a place.</summary>
    public QueueConfig Queue { get; init; } = new();

    /// <summary>Speak HTTP/1.1 only. Default false: HTTP/2 where TLS negotiates it.</summary>
    public bool Http11 { get; init; }

    /// <summary>For the <c>embedded</c> provider: how the model runs. Ignored elsewhere, and then refused by the check.</summary>
    public EmbeddedConfig? Embedded { get; init; }
}
