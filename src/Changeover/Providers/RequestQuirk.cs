namespace Changeover.Providers;

/// <summary>One change that a provider needs in an OpenAI-dialect request body. Declarative, so that the splicer can apply it without a document model.</summary>
/// <param name="Applies">Whether the sent model needs it; null = every model.</param>
public abstract record RequestQuirk(Func<string, bool>? Applies)
{
    /// <summary>A top-level field that the provider refuses or ignores.</summary>
    public sealed record Drop(string Field, Func<string, bool>? Applies = null) : RequestQuirk(Applies);

    /// <summary>A top-level field with another name here, unless the new name is already there.</summary>
    public sealed record Rename(string Field, string To, Func<string, bool>? Applies = null) : RequestQuirk(Applies);

    /// <summary>A top-level field that is added when absent; <paramref name="Json"/> is its raw value.</summary>
    public sealed record Add(string Field, string Json, Func<string, bool>? Applies = null) : RequestQuirk(Applies);

    /// <summary>A field of every message that must not be sent, for example <c>reasoning_content</c>.</summary>
    public sealed record DropFromMessages(string Field, Func<string, bool>? Applies = null) : RequestQuirk(Applies);
}
