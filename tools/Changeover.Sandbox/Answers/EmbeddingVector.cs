using System.Security.Cryptography;
using System.Text;

namespace Changeover.Sandbox.Answers;

/// <summary>A unit vector drawn by a text's hash, so that equal texts are equal and others nearly orthogonal.</summary>
internal static class EmbeddingVector
{
    public static float[] Of(string text, int dimensions)
    {
        var random = new Random(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        var vector = Enumerable.Range(0, dimensions).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / length)];
    }
}
