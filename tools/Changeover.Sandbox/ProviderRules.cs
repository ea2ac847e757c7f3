namespace Changeover.Sandbox;

/// <summary>Whose rules, beyond OpenAI's own, the chat dialect enforces; providers that are OpenAI-compatible differ.</summary>
public enum ProviderRules
{
    /// <summary>OpenAI's own.</summary>
    None,

    /// <summary>
    /// Reasoning is replayed in tool loops, <c>json_schema</c>, pictures and the <c>developer</c> role are refused (DeepSeek V4, seen 2026-05).
    /// </summary>
    DeepSeek,

    /// <summary>Reasoning is replayed in tool loops (Kimi K2.5, seen 2026-05).</summary>
    Moonshot,

    /// <summary>Reasoning is never sent back (Hunyuan's compatible interface).</summary>
    Hunyuan,
}
