namespace Changeover.Inference.Loading;

/// <summary>The files of a model folder. Nothing outside the folder is ever read: a link that leads out of it is refused.</summary>
internal sealed class ModelFolder
{
    private const string Remedy = "Fetch the model again with 'changeover models pull', or import a complete ONNX export.";
    private static readonly string[] s_graphNames = ["model.onnx", "model_quantized.onnx", "model_q4.onnx"];

    private ModelFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Opens a folder; <see cref="ModelLoadException"/> when there is none.</summary>
    public static ModelFolder Open(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        return Directory.Exists(full)
            ? new ModelFolder(full)
            : throw new ModelLoadException($"There is no model folder '{full}'. {Remedy}");
    }

    /// <summary>The bytes of a file that must be there.</summary>
    public byte[] Read(string name) =>
        TryRead(name) ?? throw new ModelLoadException($"The model folder '{Path}' has no {name}. {Remedy}");

    /// <summary>The bytes of a file; null when it is not there.</summary>
    public byte[]? TryRead(string name)
    {
        var file = Inside(System.IO.Path.Combine(Path, name));
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    }

    /// <summary>The graph: the usual names first, beside the configuration or under <c>onnx/</c>; then any other <c>onnx/model*.onnx</c>.</summary>
    public string GraphFile()
    {
        var usual = s_graphNames.Concat(s_graphNames.Select(name => System.IO.Path.Combine("onnx", name)))
            .Select(name => System.IO.Path.Combine(Path, name));
        var below = System.IO.Path.Combine(Path, "onnx");
        var others = Directory.Exists(below)
            ? Directory.EnumerateFiles(below, "model*.onnx").Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        var found = usual.Concat(others).FirstOrDefault(File.Exists)
            ?? throw new ModelLoadException($"The model folder '{Path}' has no model.onnx, model_quantized.onnx, model_q4.onnx or onnx/model*.onnx. {Remedy}");
        return Inside(found);
    }

    /// <summary>The path itself when it stays inside the folder, links followed; otherwise a refusal.</summary>
    public string Inside(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var target = File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
        return StaysInside(full) && StaysInside(target)
            ? full
            : throw new ModelLoadException($"The model file '{path}' leads outside of its folder '{Path}'. Copy the file into the folder instead of linking to it.");
    }

    private bool StaysInside(string path) =>
        path.StartsWith(Path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
