using System.Text.Json;

namespace Changeover.Inference.Store;

/// <summary>
/// Hugging Face, or a mirror that speaks its interface: <c>/api/models/{repository}/tree/{revision}</c> lists (large files with their SHA-256 as
/// <c>lfs.oid</c>), <c>/{repository}/resolve/{revision}/{path}</c> serves, by a redirect to a content network for large files.
/// </summary>
/// <param name="http">Sends the requests.</param>
/// <param name="endpoint">Such as <c>https://huggingface.co</c>.</param>
/// <param name="repository">Owner and name.</param>
/// <param name="revision">Branch, tag or commit.</param>
public sealed class HuggingFaceHub(HttpClient http, Uri endpoint, string repository, string revision = "main") : IModelHub
{
    /// <summary>The hub itself.</summary>
    public static readonly Uri DefaultEndpoint = new("https://huggingface.co");

    /// <inheritdoc />
    public string Source => $"{endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{repository}@{revision}";

    /// <inheritdoc />
    public async Task<IReadOnlyList<RemoteFile>> ListAsync(CancellationToken cancellationToken)
    {
        var listing = await new HubClient(http).JsonAsync(Address($"api/models/{repository}/tree/{Uri.EscapeDataString(revision)}?recursive=true"), cancellationToken)
            ?? throw new ModelStoreException($"{endpoint} has no model '{repository}' with revision '{revision}'.");
        return listing.ValueKind == JsonValueKind.Array
            ? [.. listing.EnumerateArray().Where(entry => Text(entry, "type") == "file").Select(File)]
            : throw new ModelStoreException($"{endpoint} does not answer as Hugging Face does.");
    }

    private RemoteFile File(JsonElement entry)
    {
        var path = Text(entry, "path") ?? throw new ModelStoreException($"{endpoint} lists a file without a path.");
        var isLarge = entry.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object;
        return new RemoteFile(
            path,
            entry.TryGetProperty("size", out var size) && size.TryGetInt64(out var bytes) ? bytes : null,
            isLarge ? Text(lfs, "oid") : null,
            Address($"{repository}/resolve/{Uri.EscapeDataString(revision)}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}"));
    }

    private Uri Address(string relative) => new($"{endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{relative}");

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
