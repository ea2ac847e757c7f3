using System.Security.Cryptography;
using System.Text;

namespace Changeover.Keys;

/// <summary>
/// The form of a virtual key: <c>co-</c>, 43 random base62 characters (256 bits), 6 characters of checksum. The checksum tells a mistyped key
/// from an unknown one without a look at the database, and lets a scanner for leaked secrets be sure of what it found.
/// </summary>
public static class VirtualKey
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "co-";

    /// <summary>Characters of a key.</summary>
    public const int Length = 3 + RandomLength + ChecksumLength;

    /// <summary>Bytes of <see cref="Hash"/>.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    private const int RandomLength = 43;
    private const int ChecksumLength = 6;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A new key. Whoever calls shows it once and keeps only its hash.</summary>
    public static string Create()
    {
        var key = Prefix + RandomNumberGenerator.GetString(Alphabet, RandomLength);
        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(key, checksum);
        return string.Concat(key, checksum);
    }

    /// <summary>Whether length, prefix and checksum fit: false = cut off, mistyped, or not a key of Changeover at all.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> key)
    {
        if (key.Length != Length || !key.StartsWith(Prefix) || !Ascii.IsValid(key))
            return false;
        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(key[..^ChecksumLength], checksum);
        return key.EndsWith(checksum);
    }

    /// <summary>What is stored of a key: its SHA-256. Slow, salted hashes protect what people choose; against 256 random bits no search gets anywhere, and a fast hash can be checked on every request.</summary>
    /// <param name="key">The key; of another length than <see cref="Length"/> or with other than ASCII it has no hash.</param>
    /// <param name="hash">At least <see cref="HashLength"/> bytes.</param>
    /// <returns>False when there is no hash.</returns>
    public static bool TryHash(ReadOnlySpan<char> key, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (key.Length != Length || Ascii.FromUtf16(key, bytes, out _) != System.Buffers.OperationStatus.Done)
            return false;
        SHA256.HashData(bytes, hash);
        return true;
    }

    // The first 32 bits of the SHA-256 of everything before it, in base62.
    private static void WriteChecksum(ReadOnlySpan<char> key, Span<char> checksum)
    {
        Span<byte> bytes = stackalloc byte[Length - ChecksumLength];
        Ascii.FromUtf16(key, bytes, out _);
        Span<byte> hash = stackalloc byte[HashLength];
        SHA256.HashData(bytes, hash);
        var rest = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash);
        for (var i = ChecksumLength - 1; i >= 0; i--, rest /= (uint)Alphabet.Length)
            checksum[i] = Alphabet[(int)(rest % (uint)Alphabet.Length)];
    }
}
