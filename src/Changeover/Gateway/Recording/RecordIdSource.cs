using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Changeover.Gateway.Recording;

/// <summary>
/// Ids of requests: <c>req_</c> and 26 characters of Crockford's base32 that hold 48 bits of milliseconds since 1970 and 80 random bits.
/// They sort by time as text, and each one of a source is greater than the one before, also within a millisecond and when the clock goes back.
/// </summary>
public sealed class RecordIdSource(TimeProvider clock)
{
    private const string Prefix = "req_";
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Digits = 26;
    private const int RandomBits = 80;

    private readonly Lock _lock = new();
    private UInt128 _last;

    /// <summary>The next id. Safe for any number of threads.</summary>
    public string Next()
    {
        var fresh = Fresh();
        lock (_lock)
        {
            _last = fresh > _last ? fresh : _last + 1;
            return Format(_last);
        }
    }

    private UInt128 Fresh()
    {
        Span<byte> bits = stackalloc byte[16];
        RandomNumberGenerator.Fill(bits[6..]);
        return BinaryPrimitives.ReadUInt128BigEndian(bits) | (UInt128)clock.GetUtcNow().ToUnixTimeMilliseconds() << RandomBits;
    }

    private static string Format(UInt128 value) => string.Create(Prefix.Length + Digits, value, static (text, value) =>
    {
        Prefix.CopyTo(text);
        for (var i = text.Length - 1; i >= Prefix.Length; i--, value >>= 5)
            text[i] = Alphabet[(int)(value & 31)];
    });
}
