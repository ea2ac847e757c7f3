using System.Numerics.Tensors;
using Changeover.Inference.Loading;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Changeover.Inference.Decoding;

/// <summary>The model's graph in ONNX Runtime: new tokens and the past in, logits and the present out, all bound to memory of ours. Not thread-safe.</summary>
internal sealed unsafe class DecoderGraph : IDisposable
{
    private const nuint MaxLogitBytes = 64 << 20;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly GraphSignature _signature;
    private readonly int _vocabulary;
    private readonly NativeBlock _logits = new();
    private readonly float[] _row;
    private int _logitsPerRow;

    private DecoderGraph(InferenceSession session, GraphSignature signature, int vocabulary)
    {
        (_session, _signature, _vocabulary) = (session, signature, vocabulary);
        _binding = session.CreateIoBinding();
        _row = new float[vocabulary];
    }

    public CacheShape CacheShape => _signature.Cache;

    public int VocabularySize => _vocabulary;

    /// <summary>Loads the graph and checks that it is the one that the configuration describes.</summary>
    public static DecoderGraph Load(string file, ModelConfig config, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // Spinning workers fight for the core with whatever else runs there; sleeping ones cost a few microseconds.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        InferenceSession? session = null;
        try
        {
            session = new InferenceSession(file, options);
            return new DecoderGraph(session, GraphSignature.Read(session, config), config.VocabularySize);
        }
        catch (Exception error) when (error is OnnxRuntimeException or ModelLoadException)
        {
            session?.Dispose();
            throw error as ModelLoadException
                ?? new ModelLoadException($"ONNX Runtime cannot load '{file}': {error.Message} Fetch the model again, or export it for ONNX Runtime on CPU.", error);
        }
    }

    /// <summary>The most prompt tokens per run: a graph that computes the logits of every position would need gigabytes for a long chunk.</summary>
    public int LongestChunk(int wanted) => _signature.TakesLogitCount
        ? wanted
        : Math.Clamp((int)(MaxLogitBytes / (nuint)(_vocabulary * sizeof(float))), 1, wanted);

    /// <summary>Feeds new tokens, the same number to every row of the cache, which then holds them. Afterwards <see cref="LastLogits"/> answers for each row.</summary>
    /// <param name="cache">The past, advanced by this run; unchanged when the run fails.</param>
    /// <param name="tokens">Row after row.</param>
    /// <param name="cancel">Stops the run in the middle.</param>
    public void Run(KeyValueCache cache, long[] tokens, CancellationToken cancel)
    {
        var (rows, added) = (cache.Rows, tokens.Length / cache.Rows);
        var total = cache.Length + added;
        var kept = _signature.TakesLogitCount ? 1 : added;
        _logits.Reserve((nuint)rows * (nuint)kept * (nuint)_vocabulary * (nuint)_signature.LogitBytes);
        using var values = new DisposableList<OrtValue>();
        _binding.BindInput("input_ids", values.Add(OrtValue.CreateTensorValueFromMemory(tokens, [rows, added])));
        _binding.BindInput("attention_mask", values.Add(OrtValue.CreateTensorValueFromMemory(Mask(cache, total), [rows, total])));
        if (_signature.TakesPositions)
        {
            _binding.BindInput("position_ids", values.Add(OrtValue.CreateTensorValueFromMemory(Positions(cache, added), [rows, added])));
        }

        if (_signature.TakesLogitCount)
        {
            _binding.BindInput(GraphSignature.LogitCount, values.Add(OrtValue.CreateTensorValueFromMemory(new long[] { 1 }, [])));
        }

        for (var i = 0; i < CacheShape.Tensors; i++)
        {
            _binding.BindInput(_signature.Past[i], values.Add(cache.Past(i)));
            _binding.BindOutput(_signature.Present[i], values.Add(cache.Present(i, added)));
        }

        _binding.BindOutput("logits", values.Add(OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, _signature.LogitType,
            [rows, kept, _vocabulary], (nint)_logits.Start, (long)rows * kept * _vocabulary * _signature.LogitBytes)));
        using var run = new RunOptions();
        using var stop = cancel.Register(() => run.Terminate = true);
        try
        {
            _session.RunWithBinding(run, _binding);
        }
        catch (OnnxRuntimeException) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }

        cache.Advance(added);
        _logitsPerRow = kept;
    }

    /// <summary>Logits of the row's newest token; valid until the next call.</summary>
    public ReadOnlySpan<float> LastLogits(int row)
    {
        var index = ((long)row * _logitsPerRow + _logitsPerRow - 1) * _vocabulary;
        if (_signature.LogitType == TensorElementType.Float)
        {
            return new ReadOnlySpan<float>((float*)_logits.Start + index, _vocabulary);
        }

        TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>((Half*)_logits.Start + index, _vocabulary), _row);
        return _row;
    }

    public void Dispose()
    {
        _binding.Dispose();
        _session.Dispose();
        _logits.Dispose();
    }

    private static long[] Mask(KeyValueCache cache, int total)
    {
        var mask = new long[cache.Rows * total];
        for (var row = 0; row < cache.Rows; row++)
        {
            mask.AsSpan(row * total + cache.Padding(row), total - cache.Padding(row)).Fill(1);
        }

        return mask;
    }

    private static long[] Positions(KeyValueCache cache, int added)
    {
        var positions = new long[cache.Rows * added];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = cache.TokensOf(i / added) + i % added;
        }

        return positions;
    }
}
