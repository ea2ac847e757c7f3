using System.Collections.ObjectModel;

namespace Changeover.Protocol.Chat;

/// <summary>One piece of a message: text, a picture, sound, a file, a refusal or sealed reasoning.</summary>
public abstract record ContentPart
{
    private ContentPart()
    {
    }

    /// <summary>Fields the neutral form has no place for (<c>cache_control</c>): name → raw JSON.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The provider's signature on this piece; null = none.</summary>
    public Seal? Seal { get; init; }

    /// <summary>Plain text.</summary>
    public sealed record Text(string Value) : ContentPart;

    /// <summary>A picture by URL (also a <c>data:</c> URL). <paramref name="Detail"/> is the client's wish: <c>low</c>, <c>high</c>, <c>auto</c>; null = not said.</summary>
    public sealed record Image(string Url, string? Detail) : ContentPart;

    /// <summary>Sound, base64, with its <paramref name="Format"/> (<c>wav</c>, <c>mp3</c>).</summary>
    public sealed record Audio(string Data, string Format) : ContentPart;

    /// <summary>A file by id, or inline as a <c>data:</c> URL with its name.</summary>
    public sealed record File(string? FileId, string? Data, string? Name) : ContentPart;

    /// <summary>The model's own refusal, replayed as history.</summary>
    public sealed record Refusal(string Value) : ContentPart;

    /// <summary>The model's own reasoning with its <see cref="ContentPart.Seal"/>, in its place among the parts. Reasoning without a seal is <see cref="ChatMessage.Reasoning"/>. <paramref name="IsRedacted"/>: the seal is all there is, and <paramref name="Value"/> is empty.</summary>
    public sealed record Reasoning(string Value, bool IsRedacted = false) : ContentPart;

    /// <summary>A part that the dialect's codec does not know: kept as raw JSON, so that nothing is lost in silence.</summary>
    public sealed record Unknown(string Type, string Json) : ContentPart;
}
