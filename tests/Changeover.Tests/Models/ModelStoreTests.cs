using System.Security.Cryptography;
using System.Text;
using Changeover.Inference;
using Changeover.Inference.Store;
using Changeover.Tests.Inference;
using Changeover.Tests.Storage;

namespace Changeover.Tests.Models;

public sealed class ModelStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_pulled_model_is_what_the_hub_has_and_runs()
    {
        await using var hub = await HubServer.StartAsync();
        var store = Store();

        var manifest = await PullAsync(store, hub);

        Assert.Equal(["config.json", HubServer.Graph, "tokenizer.json", "tokenizer_config.json"], manifest.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.All(manifest.Files, file => Assert.Equal(hub.Files[file.Path], File.ReadAllBytes(Path.Combine(_folder.Path, "tiny", file.Path))));
        Assert.All(manifest.Files, file => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(hub.Files[file.Path])), file.Sha256));
        Assert.Equivalent(manifest, Assert.Single(store.List()), strict: true);
        Assert.Equal($"{hub.Address.AbsoluteUri}{HubServer.Repository}@main", manifest.Source);
        using var model = EmbeddedModel.Load(store.FolderOf("tiny"), new EmbeddedModelOptions(), TimeProvider.System);
    }

    [Fact]
    public async Task A_broken_connection_goes_on_where_it_broke()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Cuts[HubServer.Graph] = (40_000, 2);

        var manifest = await PullAsync(Store(), hub);

        Assert.Equal([null, 40_000, 80_000], hub.Served.Where(file => file.Path == HubServer.Graph).Select(file => file.From));
        Assert.Equal(hub.Files[HubServer.Graph].Length, manifest.Files.Single(file => file.Path == HubServer.Graph).Size);
    }

    [Fact]
    public async Task A_pull_that_was_stopped_goes_on_at_the_next_one()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Cuts[HubServer.Graph] = (40_000, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PullAsync(Store(), hub, new StopAt(HubServer.Graph, 40_000, stop), stop.Token));
        Assert.Empty(Store().List());
        await PullAsync(Store(), hub);

        Assert.Equal([null, 40_000], hub.Served.Where(file => file.Path == HubServer.Graph).Select(file => file.From));
        Assert.Single(hub.Served, file => file.Path == "config.json");
        Assert.Equal("tiny", Assert.Single(Store().List()).Name);
        Assert.Equal(["tiny"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_file_without_a_hash_starts_again()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Files["config.json"] = [.. hub.Files["config.json"], .. Encoding.UTF8.GetBytes(new string(' ', 1000))];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        hub.Cuts["config.json"] = (500, 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PullAsync(Store(), hub, new StopAt("config.json", 500, stop), stop.Token));
        await PullAsync(Store(), hub);

        Assert.Equal([null, null], hub.Served.Where(file => file.Path == "config.json").Select(file => file.From));
    }

    [Fact]
    public async Task A_wrong_hash_is_refused_and_leaves_nothing()
    {
        await using var hub = await HubServer.StartAsync();
        hub.ClaimedHashes[HubServer.Graph] = new string('0', 64);

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => PullAsync(Store(), hub));

        Assert.Contains("nothing of it was kept", refused.Message, StringComparison.Ordinal);
        Assert.Contains(new string('0', 64), refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_hash_of_the_catalogue_counts_more_than_the_hubs()
    {
        await using var hub = await HubServer.StartAsync();
        var entry = new CatalogueModel("tiny", "Tiny", 1, "MIT", HubServer.Repository, null, [new CatalogueFile(HubServer.Graph, new string('1', 64))], null, "here", new DateOnly(2026, 1, 1), "read");

        await Assert.ThrowsAsync<ModelStoreException>(() => Store().PullAsync("tiny", Hub(hub), entry, null, _http, new Silent(), Cancel));
        var manifest = await Store().PullAsync("tiny", Hub(hub), entry with { Files = [new CatalogueFile(HubServer.Graph, null)] }, null, _http, new Silent(), Cancel);

        Assert.Equal("MIT", manifest.Licence);
    }

    [Theory]
    [InlineData("this is no graph")]
    [InlineData("")]
    public async Task A_graph_that_cannot_be_read_is_refused_and_leaves_nothing(string graph)
    {
        await using var hub = await HubServer.StartAsync();
        hub.Files[HubServer.Graph] = Encoding.UTF8.GetBytes(graph);

        await Assert.ThrowsAsync<ModelStoreException>(() => PullAsync(Store(), hub));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_full_disk_is_noticed_before_the_first_byte()
    {
        await using var hub = await HubServer.StartAsync();

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => PullAsync(new ModelStore(_folder.Path, new ImpatientTime(), _ => 64 << 20), hub));

        Assert.Contains("has 64 MiB free", refused.Message, StringComparison.Ordinal);
        Assert.Empty(hub.Served);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_path_that_leads_out_of_the_folder_is_refused()
    {
        await using var hub = await HubServer.StartAsync();
        hub.Files[HubServer.Graph + "_data/../../../../escaped"] = [1];

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => PullAsync(Store(), hub));

        Assert.Contains("could lead out", refused.Message, StringComparison.Ordinal);
        Assert.Empty(hub.Served);
    }

    [Theory]
    [InlineData("tokenizer.json", "has no tokenizer.json")]
    [InlineData(HubServer.Graph, "Choose one with --graph: onnx/model_fp16.onnx")]
    public async Task What_is_missing_is_named(string removed, string expected)
    {
        await using var hub = await HubServer.StartAsync();
        hub.Files.Remove(removed);

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => PullAsync(Store(), hub));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.EnumerateFileSystemEntries(_folder.Path).Any());
    }

    [Fact]
    public async Task Modelscope_and_a_web_folder_give_the_same_model()
    {
        await using var hub = await HubServer.StartAsync();
        var store = Store();
        var first = await store.PullAsync("a", new ModelScopeHub(_http, hub.Address, HubServer.Repository), null, null, _http, new Silent(), Cancel);
        var second = await store.PullAsync("b", new WebFolder(_http, new Uri(hub.Address, "cdn")), null, null, _http, new Silent(), Cancel);
        foreach (var file in Directory.EnumerateFiles(store.FolderOf("a"), ModelManifest.FileName))
        {
            hub.Files[ModelManifest.FileName] = await File.ReadAllBytesAsync(file, Cancel);
        }

        var third = await store.PullAsync("c", new WebFolder(_http, new Uri(hub.Address, "cdn/")), null, null, _http, new Silent(), Cancel);

        Assert.Equal(first.Files.Select(file => file.Sha256).Order(), second.Files.Select(file => file.Sha256).Order());
        Assert.Equal(first.Files, third.Files);
        Assert.Equal(3, store.List().Count);
    }

    [Fact]
    public async Task An_imported_folder_is_checked_against_its_manifest()
    {
        await using var hub = await HubServer.StartAsync();
        await PullAsync(Store(), hub);
        var stick = Store().FolderOf("tiny");

        var copy = await Store().ImportAsync("copy", stick, null, new Silent(), Cancel);
        await File.AppendAllTextAsync(Path.Combine(stick, "tokenizer.json"), " ", Cancel);
        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => Store().ImportAsync("again", stick, null, new Silent(), Cancel));

        Assert.Equal(4, copy.Files.Count);
        Assert.Contains("tokenizer.json is not what the folder's changeover-model.json says", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["copy", "tiny"], Directory.EnumerateDirectories(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_of_links_is_imported_as_files()
    {
        var links = Directory.CreateDirectory(Path.Combine(_folder.Path, ".links")).FullName;
        foreach (var file in Directory.EnumerateFiles(TinyModel.Folder))
        {
            File.CreateSymbolicLink(Path.Combine(links, Path.GetFileName(file)), file);
        }

        var manifest = await Store().ImportAsync("tiny", links, null, new Silent(), Cancel);

        Assert.All(manifest.Files, file => Assert.Null(new FileInfo(Path.Combine(_folder.Path, "tiny", file.Path)).LinkTarget));
        Assert.Equal(new FileInfo(Path.Combine(TinyModel.Folder, "model.onnx")).Length, manifest.Files.Single(file => file.Path == "model.onnx").Size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("demo")]
    [InlineData("ü")]
    public void A_name_that_cannot_be_one_is_refused(string name) => Assert.Throws<ModelStoreException>(() => Store().FolderOf(name));

    private ModelStore Store() => new(_folder.Path, new ImpatientTime());

    private HuggingFaceHub Hub(HubServer hub) => new(_http, hub.Address, HubServer.Repository);

    private Task<ModelManifest> PullAsync(ModelStore store, HubServer hub, IProgress<ModelProgress>? progress = null, CancellationToken? cancel = null) =>
        store.PullAsync("tiny", Hub(hub), null, null, _http, hub.Watch(progress), cancel ?? Cancel);

    private sealed class Silent : IProgress<ModelProgress>
    {
        public void Report(ModelProgress value)
        {
        }
    }

    private sealed class StopAt(string file, long bytes, CancellationTokenSource stop) : IProgress<ModelProgress>
    {
        public void Report(ModelProgress value)
        {
            if (value.File == file && value.Bytes >= bytes)
            {
                stop.Cancel();
            }
        }
    }
}
