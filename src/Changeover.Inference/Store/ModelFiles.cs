namespace Changeover.Inference.Store;

/// <summary>Which files of a repository make a model: configuration, tokenizer, template, licence, and one graph with its weights.</summary>
internal static class ModelFiles
{
    private static readonly string[] Required = ["config.json", "tokenizer.json", "tokenizer_config.json"];
    private static readonly string[] Useful = ["generation_config.json", "special_tokens_map.json", "chat_template.jinja", "LICENSE", "LICENSE.txt", "LICENSE.md"];

    // Quantized first: a small model on a processor is bound by how many bytes it reads for each token.
    private static readonly string[] Graphs = ["model_quantized.onnx", "model_int8.onnx", "model_q4.onnx", "model.onnx"];

    /// <summary>Names to try where a server cannot list.</summary>
    public static IEnumerable<string> UsualNames => [.. Required, .. Useful, .. Graphs.SelectMany(InEitherFolder).SelectMany(graph => new[] { graph, graph + "_data" })];

    /// <summary>The files of the model among those on offer.</summary>
    /// <param name="offered">Everything there.</param>
    /// <param name="graph">Path of the graph that is wanted; null = the first of the usual ones.</param>
    /// <param name="source">For the message.</param>
    /// <exception cref="ModelStoreException">Something is missing, or a path leads out of the model's folder.</exception>
    public static IReadOnlyList<RemoteFile> Choose(IReadOnlyList<RemoteFile> offered, string? graph, string source)
    {
        var byPath = offered.DistinctBy(file => file.Path).ToDictionary(file => file.Path);
        var missing = Required.Where(name => !byPath.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            throw new ModelStoreException($"{source} is no complete ONNX export: it has no {string.Join(", ", missing)}.");
        }

        var chosen = graph ?? Graphs.SelectMany(InEitherFolder).FirstOrDefault(byPath.ContainsKey);
        if (chosen is null || !byPath.ContainsKey(chosen))
        {
            var there = offered.Select(file => file.Path).Where(path => path.EndsWith(".onnx", StringComparison.Ordinal)).ToList();
            throw new ModelStoreException(there.Count == 0
                ? $"{source} has no ONNX graph. Models in other formats are served by Ollama, llama.cpp or vLLM behind an upstream."
                : $"{source} has no {chosen ?? "graph of a usual name"}. Choose one with --graph: {string.Join(", ", there)}.");
        }

        // Weights beside a graph are called model.onnx_data, model.onnx_data_1 … or model.onnx.data.
        return [.. offered.Where(file => Required.Contains(file.Path) || Useful.Contains(file.Path) || file.Path == chosen
            || file.Path.StartsWith(chosen + "_data", StringComparison.Ordinal) || file.Path == chosen + ".data").Select(Checked)];
    }

    /// <summary>A path that stays inside a folder on every system.</summary>
    public static bool IsSafe(string path) =>
        path.Length is > 0 and <= 200
        && path.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '/' or '.' or '_' or '-')
        && path.Split('/').All(step => step.Length > 0 && step.Trim('.').Length > 0);

    private static RemoteFile Checked(RemoteFile file) => IsSafe(file.Path) ? file : throw new ModelStoreException($"The file name '{file.Path}' is refused: it could lead out of the model's folder.");

    private static IEnumerable<string> InEitherFolder(string graph) => [graph, $"onnx/{graph}"];
}
