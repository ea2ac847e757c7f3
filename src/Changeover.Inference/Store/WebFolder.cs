namespace Changeover.Inference.Store;

/// <summary>A folder on a web server. With a <see cref="ModelManifest"/> in it, such as a model folder of this store has, its files and hashes are known; else the usual names are tried.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="folder">Address of the folder.</param>
public sealed class WebFolder(HttpClient http, Uri folder) : IModelHub
{
    private readonly Uri _folder = new($"{folder.GetLeftPart(UriPartial.Path).TrimEnd('/')}/");

    /// <inheritdoc />
    public string Source => _folder.AbsoluteUri;

    /// <inheritdoc />
    public async Task<IReadOnlyList<RemoteFile>> ListAsync(CancellationToken cancellationToken)
    {
        var client = new HubClient(http);
        if (await client.JsonAsync(Address(ModelManifest.FileName), cancellationToken) is { } json)
        {
            var manifest = ModelManifest.Read(json, Source);
            return [.. manifest.Files.Select(file => new RemoteFile(file.Path, file.Size, file.Sha256, Address(file.Path)))];
        }

        var found = new List<RemoteFile>();
        foreach (var name in ModelFiles.UsualNames)
        {
            if (await client.ProbeAsync(Address(name), cancellationToken) is (true, var size))
            {
                found.Add(new RemoteFile(name, size, null, Address(name)));
            }
        }

        return found;
    }

    private Uri Address(string path) => new(_folder, string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
}
