namespace Changeover.Protocol.Adapting;

/// <summary>Which names of tools a target takes.</summary>
public enum ToolNames
{
    /// <summary>Any text.</summary>
    Any,

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>, at most 64 (OpenAI's <c>^[a-zA-Z0-9_-]{1,64}$</c>, and those who took it over).</summary>
    Plain,

    /// <summary>As <see cref="Plain"/>, also <c>.</c> and <c>:</c>, but a letter or <c>_</c> first (Gemini, seen 2026-11).</summary>
    Identifier,
}
