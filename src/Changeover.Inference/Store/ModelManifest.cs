using System.Text.Json;

namespace Changeover.Inference.Store;

/// <summary>What a model folder of the store holds and where it came from: <c>changeover-model.json</c> in the folder.</summary>
/// <param name="Name">Name of the folder, and of the model in a target such as <c>local/qwen3-0.6b</c>.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Licence">SPDX name; null = not known.</param>
/// <param name="AddedAt">When it was complete.</param>
/// <param name="Files">All files but this one.</param>
public sealed record ModelManifest(string Name, string Source, string? Licence, DateTimeOffset AddedAt, IReadOnlyList<ModelFile> Files)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "changeover-model.json";

    /// <summary>Bytes of all files.</summary>
    public long Size => Files.Sum(file => file.Size);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="ModelStoreException">It is none.</exception>
    internal static ModelManifest Read(JsonElement json, string place)
    {
        try
        {
            var manifest = json.Deserialize(StoreJson.Default.ModelManifest);
            return manifest is { Files: { } files } && files.All(file => ModelFiles.IsSafe(file.Path))
                ? manifest
                : throw new ModelStoreException($"{FileName} in {place} cannot be used.");
        }
        catch (JsonException fault)
        {
            throw new ModelStoreException($"{FileName} in {place} cannot be read: {fault.Message}", fault);
        }
    }
}
