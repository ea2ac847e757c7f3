using System.Security.Cryptography;
using System.Text;

namespace Changeover.Sandbox.Answers;

/// <summary>
/// Signs reasoning, and hides it, so that this sandbox knows again what it made and no other sandbox takes it for its own.
/// The key is drawn when the sandbox starts.
/// </summary>
internal sealed class Seals
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);

    /// <summary>Eight hexadecimal digits that this sandbox gives a text, and no other sandbox does; for ids.</summary>
    public string Mark(string text) => Convert.ToHexStringLower(Mac(text))[..8];

    /// <summary>The mark of a text behind the mark of this sandbox, so that it knows its own marks from those of others.</summary>
    public string OwnMark(string text) => Mark("own") + Mark(text);

    /// <summary>Whether a mark is of this sandbox.</summary>
    public bool IsOwn(string mark) => mark.StartsWith(Mark("own"), StringComparison.Ordinal);

    /// <summary>The signature of a text, in Base64.</summary>
    public string Sign(string text) => Convert.ToBase64String(Mac(text));

    /// <summary>A text that only this sandbox can read, in Base64: its signature and itself, well enough hidden for a simulator.</summary>
    public string Hide(string text) => Convert.ToBase64String([.. Mac(text), .. Encoding.UTF8.GetBytes(text)]);

    /// <summary>The text that <see cref="Hide"/> hid; null when this sandbox did not.</summary>
    public string? Open(string hidden)
    {
        var bytes = new byte[hidden.Length];
        if (!Convert.TryFromBase64String(hidden, bytes, out var length) || length < HMACSHA256.HashSizeInBytes) return null;
        var text = Encoding.UTF8.GetString(bytes, HMACSHA256.HashSizeInBytes, length - HMACSHA256.HashSizeInBytes);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, HMACSHA256.HashSizeInBytes), Mac(text)) ? text : null;
    }

    private byte[] Mac(string text) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text));
}
