using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>Where content is written to.</summary>
/// <param name="Json">The body.</param>
/// <param name="IsOwn">What is written came in this dialect, so that its extensions are understood.</param>
/// <param name="Losses">Receives what the dialect has no place for.</param>
internal readonly record struct BlockOutput(Utf8JsonWriter Json, bool IsOwn, LossList Losses)
{
    /// <summary>Extensions of the object that is open, but none of those under one of <paramref name="nested"/>.</summary>
    public void WriteOwn(IReadOnlyDictionary<string, string> extensions, params ReadOnlySpan<string> nested)
    {
        if (IsOwn)
        {
            Json.WriteExtensions(extensions, nested);
        }
    }

    /// <summary>Extensions of the object that is open, which are kept under <paramref name="nested"/>.</summary>
    public void WriteOwnInside(IReadOnlyDictionary<string, string> extensions, string nested)
    {
        if (IsOwn)
        {
            Json.WriteExtensionsInside(extensions, nested);
        }
    }
}
