using System.Text.Json;

namespace Changeover.Inference.Store;

/// <summary>A model folder somewhere on this machine, about to be copied into the store.</summary>
internal sealed class ModelImport
{
    private readonly IReadOnlyList<RemoteFile> _files;
    private readonly ModelManifest? _manifest;

    private ModelImport(string folder, IReadOnlyList<RemoteFile> files, ModelManifest? manifest)
    {
        Folder = folder;
        _files = files;
        _manifest = manifest;
    }

    public string Folder { get; }

    public string? Licence => _manifest?.Licence;

    public long Size => _files.Sum(file => file.Size ?? 0);

    /// <exception cref="ModelStoreException">There is no folder, or no model in it.</exception>
    public static ModelImport Open(string source, string? graph)
    {
        var folder = Path.GetFullPath(source);
        if (!Directory.Exists(folder))
        {
            throw new ModelStoreException($"There is no folder {folder}. Give the folder with config.json, tokenizer.json and model.onnx or onnx/.");
        }

        var manifest = ReadManifest(folder);
        var offered = new[] { folder, Path.Combine(folder, "onnx") }.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles)
            .Select(file => Offer(folder, file, manifest)).ToList();
        return new ModelImport(folder, ModelFiles.Choose(offered, graph, folder), manifest);
    }

    /// <summary>Copies the files and checks them against the manifest, if there was one.</summary>
    public async Task<IReadOnlyList<ModelFile>> CopyAsync(Func<string, string> place, IProgress<ModelProgress> progress, CancellationToken cancellationToken)
    {
        var copied = new List<ModelFile>();
        foreach (var file in _files)
        {
            var target = place(file.Path);
            File.Copy(file.Address.LocalPath, target);
            var hash = await FileDownload.HashAsync(target, cancellationToken);
            if (file.Sha256 is not null && file.Sha256 != hash)
            {
                throw new CorruptModelException($"{file.Path} is not what the folder's {ModelManifest.FileName} says: SHA-256 {hash} instead of {file.Sha256}. Copy the folder again.");
            }

            copied.Add(new ModelFile(file.Path, new FileInfo(target).Length, hash));
            progress.Report(new ModelProgress(file.Path, copied[^1].Size, copied[^1].Size));
        }

        return copied;
    }

    private static RemoteFile Offer(string folder, string file, ModelManifest? manifest)
    {
        var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
        // A snapshot of Hugging Face's own cache is a folder of links.
        var length = new FileInfo(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file).Length;
        return new RemoteFile(path, length, manifest?.Files.FirstOrDefault(known => known.Path == path)?.Sha256, new Uri(file));
    }

    private static ModelManifest? ReadManifest(string folder)
    {
        var file = Path.Combine(folder, ModelManifest.FileName);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return ModelManifest.Read(document.RootElement, folder);
        }
        catch (JsonException fault)
        {
            throw new ModelStoreException($"{file} cannot be read: {fault.Message}", fault);
        }
    }
}
