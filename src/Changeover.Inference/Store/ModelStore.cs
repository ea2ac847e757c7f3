using System.Text.Json;
using Changeover.Inference.Loading;

namespace Changeover.Inference.Store;

/// <summary>The models of this machine: one folder each, complete or not there at all.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="time">For dates and waiting.</param>
/// <param name="freeSpace">Bytes that are free at a path; null = ask the system.</param>
public sealed class ModelStore(string folder, TimeProvider time, Func<string, long>? freeSpace = null)
{
    // Left free beyond the model, so that the machine can go on living.
    private const long Reserve = 64L << 20;

    private readonly Func<string, long> _freeSpace = freeSpace ?? (path => new DriveInfo(path).AvailableFreeSpace);

    /// <summary>The complete models, by name.</summary>
    public IReadOnlyList<ModelManifest> List() => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(Read).OfType<ModelManifest>()]
        : [];

    /// <summary>Folder of a model, there or not.</summary>
    /// <exception cref="ModelStoreException">The name cannot be one.</exception>
    public string FolderOf(string name) => IsName(name)
        ? Path.Combine(folder, name)
        : throw new ModelStoreException($"'{name}' cannot be the name of a model: letters, digits, '.', '_' and '-', at most 64, and not 'demo', which ships with the product.");

    /// <summary>Fetches a model; what an interrupted pull left behind is gone on with.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="hub">Where from.</param>
    /// <param name="entry">Its row of the catalogue; null = none.</param>
    /// <param name="graph">Path of the graph that is wanted; null = the catalogue's, else the first of the usual ones.</param>
    /// <param name="http">Fetches the files.</param>
    /// <param name="progress">Is told of every step.</param>
    /// <param name="cancellationToken">Stops; what is here stays, to be gone on with.</param>
    /// <exception cref="ModelStoreException">It cannot be had; says why.</exception>
    public async Task<ModelManifest> PullAsync(string name, IModelHub hub, CatalogueModel? entry, string? graph, HttpClient http, IProgress<ModelProgress> progress, CancellationToken cancellationToken)
    {
        RefuseExisting(name);
        var files = ModelFiles.Choose(await hub.ListAsync(cancellationToken), graph ?? entry?.Files[0].Path, hub.Source)
            .Select(file => file with { Sha256 = entry?.Files.FirstOrDefault(known => known.Path == file.Path)?.Sha256 ?? file.Sha256 }).ToList();
        var staging = Staging(name);
        var download = new FileDownload(http, time, progress);
        return await CompleteAsync(name, staging, hub.Source, entry?.Licence, files.Sum(file => file.Size ?? 0), async () =>
        {
            var got = new List<ModelFile>();
            foreach (var file in files)
            {
                got.Add(await download.RunAsync(file, Place(staging, file.Path), cancellationToken));
            }

            return got;
        });
    }

    /// <summary>Takes a copy of a model folder on this machine, as brought on a stick to a machine without a network. A manifest in it is checked.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="source">The folder.</param>
    /// <param name="graph">Path of the graph that is wanted; null = the first of the usual ones.</param>
    /// <param name="progress">Is told of every file.</param>
    /// <param name="cancellationToken">Stops; nothing stays.</param>
    /// <exception cref="ModelStoreException">It is no usable model; says why.</exception>
    public async Task<ModelManifest> ImportAsync(string name, string source, string? graph, IProgress<ModelProgress> progress, CancellationToken cancellationToken)
    {
        RefuseExisting(name);
        var import = ModelImport.Open(source, graph);
        var staging = Staging(name);
        Directory.Delete(Directory.CreateDirectory(staging).FullName, recursive: true);
        return await CompleteAsync(name, staging, import.Folder, import.Licence, import.Size, () => import.CopyAsync(path => Place(staging, path), progress, cancellationToken));
    }

    /// <summary>Deletes a model, or what an interrupted pull of it left behind.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Remove(string name)
    {
        var found = new[] { FolderOf(name), Staging(name) }.Where(Directory.Exists).ToList();
        found.ForEach(path => Directory.Delete(path, recursive: true));
        return found.Count > 0;
    }

    private async Task<ModelManifest> CompleteAsync(string name, string staging, string source, string? licence, long size, Func<Task<IReadOnlyList<ModelFile>>> fill)
    {
        try
        {
            Directory.CreateDirectory(staging);
            RefuseWithoutRoom(size - new DirectoryInfo(staging).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
            var manifest = new ModelManifest(name, source, licence, time.GetUtcNow(), await fill());
            var model = ModelFolder.Open(staging);
            GraphFileCheck.Run(model, model.GraphFile());
            await File.WriteAllBytesAsync(Path.Combine(staging, ModelManifest.FileName), JsonSerializer.SerializeToUtf8Bytes(manifest, StoreJson.Default.ModelManifest));
            Directory.Move(staging, FolderOf(name));
            return manifest;
        }
        catch (Exception fault) when (fault is ModelLoadException or CorruptModelException)
        {
            Directory.Delete(staging, recursive: true);
            throw new ModelStoreException($"{source} cannot be used, and nothing of it was kept: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ModelStoreException($"The model cannot be stored in {folder}: {fault.Message}", fault);
        }
        finally
        {
            RemoveEmpty(staging);
        }
    }

    private void RefuseExisting(string name)
    {
        if (Directory.Exists(FolderOf(name)))
        {
            throw new ModelStoreException($"There is a model '{name}' already, in {FolderOf(name)}. Remove it first (`changeover models remove {name}`), or choose another name with --as.");
        }
    }

    private void RefuseWithoutRoom(long needed)
    {
        var free = _freeSpace(folder);
        if (needed + Reserve > free)
        {
            throw new ModelStoreException($"The disk of {folder} has {free >> 20} MiB free; the model needs {needed >> 20} MiB and {Reserve >> 20} MiB must stay free. Make room, or name another folder with --models-dir.");
        }
    }

    private string Staging(string name) => Path.Combine(folder, $".incomplete-{Path.GetFileName(FolderOf(name))}");

    private static string Place(string staging, string path)
    {
        var place = Path.Combine(staging, path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        return place;
    }

    /// <summary>A pull that failed before its first byte leaves nothing behind.</summary>
    private static void RemoveEmpty(string staging)
    {
        if (Directory.Exists(staging) && !Directory.EnumerateFiles(staging, "*", SearchOption.AllDirectories).Any())
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private static ModelManifest? Read(string path)
    {
        var file = Path.Combine(path, ModelManifest.FileName);
        if (Path.GetFileName(path).StartsWith('.') || !File.Exists(file))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return ModelManifest.Read(document.RootElement, path);
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name != "demo" && name[0] != '.' && ModelFiles.IsSafe(name) && !name.Contains('/', StringComparison.Ordinal);
}
