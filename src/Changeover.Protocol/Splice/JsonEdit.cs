using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Changeover.Protocol.Splice;

/// <summary>One change to one property of a JSON object. Immutable: made once per target, used by every request.</summary>
public sealed class JsonEdit
{
    private JsonEdit(JsonEditKind kind, string name, byte[] json, JsonSplice? nested = null)
    {
        Kind = kind;
        Name = Encoding.UTF8.GetBytes(name);
        Head = [.. Quoted(name), (byte)':'];
        Json = json;
        Nested = nested;
    }

    internal JsonEditKind Kind { get; }

    internal byte[] Name { get; }

    /// <summary>The quoted name and its colon, for a property that has to be added.</summary>
    internal byte[] Head { get; }

    /// <summary>The new value; with <see cref="JsonEditKind.Rename"/> the new name in its quotes.</summary>
    internal byte[] Json { get; }

    /// <summary>The only value that <see cref="JsonEditKind.ReplaceText"/> replaces.</summary>
    internal byte[] From { get; private init; } = [];

    internal JsonSplice? Nested { get; }

    /// <summary>Replaces the value, or adds the property. <paramref name="json"/> must be one valid JSON value.</summary>
    public static JsonEdit Set(string name, string json) => new(JsonEditKind.Set, name, Encoding.UTF8.GetBytes(json));

    /// <summary>As <see cref="Set"/> with a string as the value.</summary>
    public static JsonEdit SetText(string name, string text) => new(JsonEditKind.Set, name, Quoted(text));

    /// <summary>Replaces the value where the property is present.</summary>
    public static JsonEdit Replace(string name, string json) => new(JsonEditKind.Replace, name, Encoding.UTF8.GetBytes(json));

    /// <summary>Replaces the value where it is exactly the text <paramref name="from"/>.</summary>
    public static JsonEdit ReplaceText(string name, string from, string to) => new(JsonEditKind.ReplaceText, name, Quoted(to)) { From = Quoted(from) };

    /// <summary>Renames the property where it is present; it is dropped when the new name is present too.</summary>
    public static JsonEdit Rename(string name, string newName) => new(JsonEditKind.Rename, name, Quoted(newName));

    /// <summary>Removes the property where it is present.</summary>
    public static JsonEdit Remove(string name) => new(JsonEditKind.Remove, name, []);

    /// <summary>Changes the object under <paramref name="name"/>; one that is absent or null counts as empty and is added if something is set in it.</summary>
    public static JsonEdit Inside(string name, params ReadOnlySpan<JsonEdit> edits) =>
        new(JsonEditKind.Inside, name, [], new JsonSplice(edits));

    /// <summary>Changes every object in the array under <paramref name="name"/>.</summary>
    public static JsonEdit Each(string name, params ReadOnlySpan<JsonEdit> edits) =>
        new(JsonEditKind.Each, name, [], new JsonSplice(edits));

    private static byte[] Quoted(string text) =>
        [(byte)'"', .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
}
