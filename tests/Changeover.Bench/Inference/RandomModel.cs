using Changeover.Bench.Processes;

namespace Changeover.Bench.Inference;

/// <summary>A model of Qwen2.5-0.5B's shape with random weights: it costs what the real one costs and needs no download.</summary>
internal sealed class RandomModel : IDisposable
{
    private const string Python = "/usr/bin/python3"; // Debian's, which the package python3-onnx belongs to
    private readonly DirectoryInfo? _temporary;

    private RandomModel(InferenceOptions options)
    {
        _temporary = options.Folder is null ? Directory.CreateTempSubdirectory("changeover-bench-") : null;
        Folder = options.Folder ?? _temporary!.FullName;
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>Makes it, unless the folder holds one.</summary>
    /// <exception cref="BenchException">Python or its onnx package is missing.</exception>
    public static async Task<RandomModel> MakeAsync(InferenceOptions options, CancellationToken cancellationToken)
    {
        var model = new RandomModel(options);
        if (!File.Exists(Path.Combine(model.Folder, "model.onnx")))
        {
            var script = Path.Combine(Repository.Root, "tools", "random-model", "make.py");
            await ChildProcess.RunAsync(Python, [script, "qwen2.5-0.5b", model.Folder, "--weights", options.Weights], cancellationToken);
        }

        return model;
    }

    /// <inheritdoc />
    public void Dispose() => _temporary?.Delete(recursive: true);
}
