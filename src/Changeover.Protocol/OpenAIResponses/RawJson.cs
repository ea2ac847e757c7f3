using System.Buffers;
using System.Text.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>JSON values of which only the inside was kept.</summary>
internal static class RawJson
{
    private const int OnStack = 512;

    /// <summary>One value made of its opening mark, its inside and its closing mark.</summary>
    public static void WriteRaw(this Utf8JsonWriter json, ReadOnlySpan<byte> open, ReadOnlySpan<byte> inside, ReadOnlySpan<byte> close)
    {
        int length = open.Length + inside.Length + close.Length;
        byte[]? rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> whole = rented is null ? stackalloc byte[OnStack] : rented;
        open.CopyTo(whole);
        inside.CopyTo(whole[open.Length..]);
        close.CopyTo(whole[(open.Length + inside.Length)..]);
        json.WriteRawValue(whole[..length], skipInputValidation: true);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
