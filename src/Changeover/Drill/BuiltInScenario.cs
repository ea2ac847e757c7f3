namespace Changeover.Drill;

/// <summary>What is drilled where there is no configuration: a provider goes, and the model in this process takes over.</summary>
internal static class BuiltInScenario
{
    /// <summary>The upstream that goes.</summary>
    public const string Cut = "openai";

    /// <summary>The configuration.</summary>
    public const string Text = """
        upstreams:
          openai:
            provider: openai
            credential: ${OPENAI_API_KEY}
          embedded:
            provider: embedded
        routes:
          assistant:
            targets: [openai/gpt-4o-mini, embedded/demo]
        """;
}
