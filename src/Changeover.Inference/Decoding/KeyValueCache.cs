using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Changeover.Inference.Decoding;

/// <summary>
/// Keys and values of several rows, all layers, as the graph wants them: [rows, heads, length, head size] per tensor. Rows of
/// different length end together; the shorter ones are padded on the left. The graph reads the past from one block and writes
/// past and new tokens to the other; then they change places, and nothing is copied until rows join or leave.
/// </summary>
internal sealed unsafe class KeyValueCache(CacheShape shape, int[] padding, int length) : IDisposable
{
    private NativeBlock _past = new();
    private NativeBlock _present = new();

    public int Rows => padding.Length;

    /// <summary>Tokens held per row, padding included.</summary>
    public int Length { get; private set; } = length;

    /// <summary>Unused tokens at the left of a row.</summary>
    public int Padding(int row) => padding[row];

    /// <summary>Tokens of a row, without the padding.</summary>
    public int TokensOf(int row) => Length - padding[row];

    /// <summary>An empty cache of one row.</summary>
    public static KeyValueCache Empty(CacheShape shape) => new(shape, [0], 0);

    /// <summary>Copies rows out of other caches into a new one that is no longer than its longest row; a row may be taken more than once.</summary>
    public static KeyValueCache Gather(CacheShape shape, IReadOnlyList<(KeyValueCache Cache, int Row)> rows)
    {
        var length = rows.Max(row => row.Cache.TokensOf(row.Row));
        var gathered = new KeyValueCache(shape, [.. rows.Select(row => length - row.Cache.TokensOf(row.Row))], length);
        gathered._past.Reserve(gathered.TensorBytes(length) * (nuint)shape.Tensors);
        for (var tensor = 0; tensor < shape.Tensors; tensor++)
        {
            for (var row = 0; row < rows.Count; row++)
            {
                gathered.CopyRow(tensor, row, rows[row].Cache, rows[row].Row);
            }
        }

        return gathered;
    }

    /// <summary>What the graph reads. The caller disposes it.</summary>
    public OrtValue Past(int tensor)
    {
        _past.Reserve(TensorBytes(Length) * (nuint)shape.Tensors);
        return Value(_past, tensor, Length);
    }

    /// <summary>Where the graph writes past and <paramref name="added"/> new tokens. The caller disposes it.</summary>
    public OrtValue Present(int tensor, int added)
    {
        _present.Reserve(TensorBytes(Length + added) * (nuint)shape.Tensors);
        return Value(_present, tensor, Length + added);
    }

    /// <summary>The graph has written: the present is the past of the next step.</summary>
    public void Advance(int added)
    {
        (_past, _present) = (_present, _past);
        Length += added;
    }

    public void Dispose()
    {
        _past.Dispose();
        _present.Dispose();
    }

    private nuint TensorBytes(int tokens) => (nuint)Rows * (nuint)shape.Heads * (nuint)tokens * (nuint)shape.TokenBytes;

    private OrtValue Value(NativeBlock block, int tensor, int tokens)
    {
        var bytes = TensorBytes(tokens);
        return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, shape.ElementType,
            [Rows, shape.Heads, tokens, shape.HeadSize], (nint)(block.Start + (nuint)tensor * bytes), (long)bytes);
    }

    private void CopyRow(int tensor, int row, KeyValueCache source, int sourceRow)
    {
        for (var head = 0; head < shape.Heads; head++)
        {
            var from = source.At(tensor, sourceRow, head);
            var to = At(tensor, row, head);
            var blank = (nuint)(padding[row] * shape.TokenBytes);
            var bytes = (nuint)(TokensOf(row) * shape.TokenBytes);
            // Padding is masked, but masking multiplies: leftovers in fresh memory might be NaN.
            NativeMemory.Clear(to, blank);
            NativeMemory.Copy(from + (nuint)(source.Padding(sourceRow) * shape.TokenBytes), to + blank, bytes);
        }
    }

    private byte* At(int tensor, int row, int head) =>
        _past.Start + (nuint)tensor * TensorBytes(Length) + (nuint)((row * shape.Heads + head) * (long)Length * shape.TokenBytes);
}
