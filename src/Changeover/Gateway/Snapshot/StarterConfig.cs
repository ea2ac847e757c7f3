namespace Changeover.Gateway.Snapshot;

/// <summary>The file that <c>changeover config init</c> writes: it runs as it is, and every commented line may be uncommented.</summary>
internal static class StarterConfig
{
    /// <summary>Its bytes.</summary>
    public static ReadOnlySpan<byte> Utf8 =>
        """
        # Every option with its default and bounds: docs/reference/options.md
        # Check this file: changeover config check     See what is in force: changeover config show
        # Completion in your editor: changeover config schema > changeover.schema.json, and then this line:
        # yaml-language-server: $schema=changeover.schema.json

        server:
          urls: http://127.0.0.1:7090     # beyond loopback create a key first: changeover keys create

        # Connections to providers. Credentials are named, never written: ${ENV_NAME} or file:/absolute/path.
        upstreams:
          embedded:
            provider: embedded            # the model in this process: no key, no network
          #openai:
          #  provider: openai
          #  credential: ${OPENAI_API_KEY}
          #deepseek:
          #  provider: deepseek
          #  credential: ${DEEPSEEK_API_KEY}

        # Model names that your application asks for, and who may answer. When one cannot, the next one does.
        routes:
          demo:
            targets: [embedded/demo]
          #gpt-4o-mini:
          #  targets:
          #    - openai/gpt-4o-mini
          #    - deepseek/deepseek-chat
          #    - embedded/demo

        """u8;
}
