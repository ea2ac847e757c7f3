using System.IO.Enumeration;
using Changeover.Protocol.Splice;

namespace Changeover.Providers;

/// <summary>One change that a provider needs in an OpenAI-dialect chat request. Declarative, so that the splicer applies it without a document model.</summary>
public abstract record RequestQuirk
{
    /// <summary>Patterns of the sent model's name, <c>*</c> for any text, any of them; case does not matter. Default none: every model.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>true = streamed requests only, false = buffered ones only. Default null: both.</summary>
    public bool? Streaming { get; init; }

    /// <summary>The change, of the request or of each of its messages.</summary>
    internal abstract JsonEdit Edit { get; }

    internal virtual bool IsInMessages => false;

    /// <summary>Whether a request for the model needs it.</summary>
    public bool Applies(string model, bool streaming) =>
        (Streaming is null || Streaming == streaming)
        && (Models.Count == 0 || Models.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, model)));

    /// <summary>The top-level field that is left out; null = none is.</summary>
    internal virtual string? Dropped => null;

    /// <summary>The edits of several quirks, each for another property: what is done to the messages is done in one pass.</summary>
    public static IReadOnlyList<JsonEdit> Compile(IEnumerable<RequestQuirk> quirks)
    {
        var places = quirks.ToLookup(quirk => quirk.IsInMessages, quirk => quirk.Edit);
        return places.Contains(true) ? [.. places[false], JsonEdit.Each("messages", [.. places[true]])] : [.. places[false]];
    }

    /// <summary>A top-level field that the provider refuses.</summary>
    public sealed record Drop(string Field) : RequestQuirk
    {
        internal override JsonEdit Edit => JsonEdit.Remove(Field);

        internal override string? Dropped => Field;
    }

    /// <summary>A top-level field with another name here; dropped where the new name is there too.</summary>
    public sealed record Rename(string Field, string To) : RequestQuirk
    {
        internal override JsonEdit Edit => JsonEdit.Rename(Field, To);
    }

    /// <summary>A top-level field that must have one value; <paramref name="Json"/> is the value as JSON.</summary>
    public sealed record Set(string Field, string Json) : RequestQuirk
    {
        internal override JsonEdit Edit => JsonEdit.Set(Field, Json);
    }

    /// <summary>The same inside a top-level object.</summary>
    public sealed record SetInside(string Parent, string Field, string Json) : RequestQuirk
    {
        internal override JsonEdit Edit => JsonEdit.Inside(Parent, JsonEdit.Set(Field, Json));
    }

    /// <summary>A field that no message may have, for example <c>reasoning_content</c>.</summary>
    public sealed record DropFromMessages(string Field) : RequestQuirk
    {
        internal override JsonEdit Edit => JsonEdit.Remove(Field);

        internal override bool IsInMessages => true;
    }

    /// <summary>A role that the provider does not know, and the one that it takes for it.</summary>
    public sealed record ReplaceRole(string From, string To) : RequestQuirk
    {
        internal override JsonEdit Edit => JsonEdit.ReplaceText("role", From, To);

        internal override bool IsInMessages => true;
    }
}
