using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Gemini;

/// <summary>A seal as a <c>thoughtSignature</c>. Gemini's own stands as it came; another provider's is a <see cref="SealCode"/> in base64, since Google's SDKs take the field for bytes.</summary>
internal static class SealText
{
    private static readonly string Beginning = Convert.ToBase64String("changeover-seal."u8)[..20]; // the letters that these words alone decide

    public static string Write(Seal seal, SealPlace place) => seal.Origin == Dialect.Gemini
        ? seal.Value
        : Convert.ToBase64String(Encoding.UTF8.GetBytes(SealCode.Write(seal, place)));

    public static Seal Read(string signature, out SealPlace place)
    {
        place = SealPlace.Reasoning;
        return signature.StartsWith(Beginning, StringComparison.Ordinal)
            && TryUnpack(signature) is { } text
            && SealCode.TryRead(text, out Seal? seal, out place)
                ? seal
                : new Seal(Dialect.Gemini, signature);
    }

    /// <summary>Google's SDK for Python writes the other alphabet of base64 (seen 2026-11).</summary>
    private static string? TryUnpack(string signature)
    {
        string plain = signature.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        byte[] bytes = new byte[Base64Url.GetMaxDecodedLength(plain.Length)];
        return Base64Url.DecodeFromChars(plain, bytes, out _, out int written) == OperationStatus.Done ? Encoding.UTF8.GetString(bytes, 0, written) : null;
    }
}
