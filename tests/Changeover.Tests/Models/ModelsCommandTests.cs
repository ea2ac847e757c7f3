using System.Text.Json;
using Changeover.Inference.Store;
using Changeover.Models;
using Changeover.Tests.Storage;

namespace Changeover.Tests.Models;

public sealed class ModelsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    private string Models => Path.Combine(_folder.Path, "models");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pull_list_and_remove_by_the_catalogues_name_through_a_mirror()
    {
        await using var hub = await HubServer.StartAsync();
        _environment["HF_ENDPOINT"] = hub.Address.AbsoluteUri;

        var pull = await RunAsync("pull", "Tiny");
        var list = await RunAsync("list");
        var listed = JsonDocument.Parse((await RunAsync("list", "--json")).Output).RootElement;
        var again = await RunAsync("pull", "tiny");
        var remove = await RunAsync("remove", "tiny");

        Assert.Equal((0, ""), (pull.ExitCode, pull.Error.Contains("onnx/model_q4.onnx: ", StringComparison.Ordinal) ? "" : pull.Error));
        Assert.Contains("tiny is ready", pull.Output, StringComparison.Ordinal);
        Assert.Contains("MIT", list.Output, StringComparison.Ordinal);
        Assert.Equal("tiny", listed[0].GetProperty("name").GetString());
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("changeover models remove tiny", again.Error, StringComparison.Ordinal);
        Assert.Equal((0, "tiny is removed."), (remove.ExitCode, remove.Output.Trim()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Models));
    }

    [Fact]
    public async Task Pull_from_modelscope_by_repository_and_from_an_address()
    {
        await using var hub = await HubServer.StartAsync();

        var scope = await RunAsync("pull", HubServer.Repository, "--from", "modelscope", "--endpoint", hub.Address.AbsoluteUri, "--as", "one");
        var web = await RunAsync("pull", new Uri(hub.Address, "cdn").AbsoluteUri, "--as", "two", "--models-dir", Path.Combine(_folder.Path, "elsewhere"));

        Assert.Equal((0, 0), (scope.ExitCode, web.ExitCode));
        Assert.True(File.Exists(Path.Combine(Models, "one", ModelManifest.FileName)));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "elsewhere", "two", ModelManifest.FileName)));
    }

    [Fact]
    public async Task Import_takes_the_folders_name()
    {
        var import = await RunAsync("import", Changeover.Tests.Inference.TinyModel.Folder);

        Assert.Equal(0, import.ExitCode);
        Assert.Equal("tinymodel", Assert.Single(new ModelStore(Models, TimeProvider.System).List()).Name);
    }

    [Theory]
    [InlineData("pull", "someone/absent")]
    [InlineData("pull", "absent")]
    [InlineData("pull", "onlyhere", "--from", "modelscope")]
    [InlineData("import", "/nowhere/at/all")]
    [InlineData("remove", "absent")]
    [InlineData("remove", "../absent")]
    public async Task A_failure_says_why_and_exits_with_1(params string[] arguments)
    {
        await using var hub = await HubServer.StartAsync();
        _environment["HF_ENDPOINT"] = hub.Address.AbsoluteUri;

        var run = await RunAsync(arguments);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.NotEqual("", run.Error.Trim());
    }

    [Fact]
    public async Task Catalogue_shows_licence_and_source_as_table_and_as_json()
    {
        var table = await RunAsync("catalogue");
        var json = JsonDocument.Parse((await RunAsync("catalogue", "--json")).Output).RootElement;

        Assert.Contains("someone/tiny-ONNX", table.Output, StringComparison.Ordinal);
        Assert.Equal("MIT", json[0].GetProperty("licence").GetString());
    }

    [Fact]
    public void The_shipped_catalogue_has_open_models_with_their_origin()
    {
        var models = ModelCatalogue.Load(Repository.PathOf("catalogue", "models", "embedded.json")).Models;

        Assert.Equal(models.Count, models.Select(model => model.Id).Distinct().Count());
        Assert.All(models, model =>
        {
            Assert.Equal("Apache-2.0", model.Licence);
            Assert.EndsWith(".onnx", model.Files[0].Path, StringComparison.Ordinal);
            Assert.StartsWith($"https://huggingface.co/{model.HuggingFace}", model.Source, StringComparison.Ordinal);
            Assert.InRange(model.SeenOn, new DateOnly(2023, 1, 1), new DateOnly(2030, 1, 1));
            Assert.Contains(model.Confidence, (string[])["read", "compiled", "unverified"]);
        });
        Assert.Equal(File.ReadAllBytes(Repository.PathOf("catalogue", "models", "embedded.json")), File.ReadAllBytes(ModelCatalogue.ShippedPath));
    }

    private Task<CommandRun> RunAsync(params string[] arguments)
    {
        var catalogue = Path.Combine(_folder.Path, "catalogue.json");
        File.WriteAllText(catalogue, $$"""
            [{{Row("tiny")}}, {{Row("onlyhere")}}]
            """);
        return CommandRun.Of(ModelsCommand.Create(new ModelsPlaces(new ImpatientTime(), _ => _folder.Path, name => _environment.GetValueOrDefault(name), catalogue, null)), arguments);
    }

    private static string Row(string id) => $$"""
        {"id": "{{id}}", "display_name": "Tiny", "parameters": 1000000, "licence": "MIT", "hugging_face": "{{HubServer.Repository}}", "model_scope": null, "files": [{"path": "{{HubServer.Graph}}", "sha256": null}], "approximate_bytes": null, "source": "a test", "seen_on": "2026-01-01", "confidence": "read"}
        """;
}
