using Microsoft.ML.OnnxRuntime.Tensors;

namespace Changeover.Inference.Decoding;

/// <summary>Shape of the keys and values of one token: <paramref name="Tensors"/> = two per layer.</summary>
internal sealed record CacheShape(int Tensors, int Heads, int HeadSize, TensorElementType ElementType)
{
    public int ElementBytes => ElementType == TensorElementType.Float16 ? 2 : 4;

    /// <summary>Bytes of one token in one head of one tensor.</summary>
    public int TokenBytes => HeadSize * ElementBytes;
}
