namespace Changeover.Gateway.Snapshot;

/// <summary>What runs when nobody wrote upstreams and routes: the embedded demo model answers.</summary>
internal static class BuiltInConfig
{
    /// <summary>Name of the provider that runs in this process.</summary>
    public const string EmbeddedProvider = "embedded";

    /// <summary>The written form.</summary>
    public const string Text =
        """
        upstreams:
          embedded:
            provider: embedded
        routes:
          demo:
            targets: [embedded/demo]
        """;
}
