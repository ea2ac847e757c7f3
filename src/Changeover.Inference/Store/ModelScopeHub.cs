using System.Text.Json;

namespace Changeover.Inference.Store;

/// <summary>ModelScope: <c>/api/v1/models/{repository}/repo/files</c> lists every file with its SHA-256, <c>/models/{repository}/resolve/{revision}/{path}</c> serves.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="endpoint">Such as <c>https://www.modelscope.cn</c>.</param>
/// <param name="repository">Owner and name.</param>
/// <param name="revision">Branch or tag; the usual branch is called <c>master</c> there.</param>
public sealed class ModelScopeHub(HttpClient http, Uri endpoint, string repository, string revision = "master") : IModelHub
{
    /// <summary>The hub itself.</summary>
    public static readonly Uri DefaultEndpoint = new("https://www.modelscope.cn");

    /// <inheritdoc />
    public string Source => $"{Root}/models/{repository}@{revision}";

    private string Root => endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <inheritdoc />
    public async Task<IReadOnlyList<RemoteFile>> ListAsync(CancellationToken cancellationToken)
    {
        var address = new Uri($"{Root}/api/v1/models/{repository}/repo/files?Revision={Uri.EscapeDataString(revision)}&Recursive=true");
        var answer = await new HubClient(http).JsonAsync(address, cancellationToken);
        if (answer is not { ValueKind: JsonValueKind.Object } listing
            || !listing.TryGetProperty("Data", out var data) || data.ValueKind != JsonValueKind.Object
            || !data.TryGetProperty("Files", out var files) || files.ValueKind != JsonValueKind.Array)
        {
            throw new ModelStoreException($"{Root} has no model '{repository}' with revision '{revision}'.");
        }

        return [.. files.EnumerateArray().Where(entry => entry.TryGetProperty("Type", out var type) && type.ValueEquals("blob")).Select(File)];
    }

    private RemoteFile File(JsonElement entry)
    {
        var path = entry.TryGetProperty("Path", out var value) ? value.GetString() : null;
        return path is null
            ? throw new ModelStoreException($"{Root} lists a file without a path.")
            : new RemoteFile(
                path,
                entry.TryGetProperty("Size", out var size) && size.TryGetInt64(out var bytes) ? bytes : null,
                entry.TryGetProperty("Sha256", out var hash) && hash.GetString() is { Length: 64 } sha256 ? sha256 : null,
                new Uri($"{Root}/models/{repository}/resolve/{Uri.EscapeDataString(revision)}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}"));
    }
}
