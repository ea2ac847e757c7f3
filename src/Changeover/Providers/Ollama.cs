namespace Changeover.Providers;

/// <summary>An Ollama server, which asks for no key.</summary>
internal static class Ollama
{
    public static Provider Provider { get; } = new()
    {
        Name = "ollama",
        BaseUrl = new Uri("http://127.0.0.1:11434/v1/"),
        NeedsCredential = false,
        RequestQuirks =
        [
            // max_completion_tokens is ignored without a word, so that the answer would be unbounded (github.com/ollama/ollama/issues/7125; seen 2026-08-21).
            new RequestQuirk.Rename("max_completion_tokens", "max_tokens"),
        ],
    };
}
