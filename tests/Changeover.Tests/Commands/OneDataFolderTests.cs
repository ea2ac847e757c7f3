using Changeover.Commands;
using Changeover.Gateway.Hosting;
using Changeover.Gateway.Snapshot;
using Changeover.Keys;
using Changeover.Storage;
using Changeover.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Changeover.Tests.Commands;

/// <summary>The same configuration means the same database, whichever command reads it.</summary>
public sealed class OneDataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string ConfigFile => Path.Combine(_folder.Path, "changeover.yaml");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "data")]
    [InlineData("server:\n  data_folder: elsewhere\n", "elsewhere")]
    [InlineData("upstreams:\n  openai: { provider: openai, credential: '${NOT_SET_IN_THIS_SHELL}' }\nroutes:\n  r: { targets: [openai/m] }\n", "data", false)]
    public async Task Keys_made_beside_a_configuration_are_the_keys_that_serve_checks(string config, string folder, bool canServe = true)
    {
        await File.WriteAllTextAsync(ConfigFile, config, TestContext.Current.CancellationToken);

        var made = await RunAsync("keys", "create", "--owner", "team-a", "--config", ConfigFile);
        var listed = await RunAsync("keys", "list", "--config", ConfigFile);
        var records = await RunAsync("records", "list", "--config", ConfigFile);
        var version = await RunAsync("version", "--config", ConfigFile);

        Assert.Equal((0, 0, 0), (made.ExitCode, listed.ExitCode, records.ExitCode));
        Assert.Contains("team-a", listed.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_folder.Path, folder), version.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.Path, folder, SqliteDatabase.FileName)));
        if (canServe)
        {
            await using var app = await GatewayHost.BuildAsync(new ServeOptions(ConfigFile, "http://127.0.0.1:0"), TimeProvider.System, TestContext.Current.CancellationToken);
            Assert.Equal("team-a", app.Services.GetRequiredService<IKeyDirectory>().Check(made.Output.Trim(), TimeProvider.System.GetUtcNow()).Caller?.Owner);
        }
    }

    [Fact]
    public async Task A_model_that_was_imported_is_a_model_that_the_gateway_finds()
    {
        await File.WriteAllTextAsync(ConfigFile, "server:\n  data_folder: elsewhere\n", TestContext.Current.CancellationToken);

        var imported = await RunAsync("models", "import", Path.Combine(AppContext.BaseDirectory, "models", "demo"), "--as", "mine", "--config", ConfigFile);
        Assert.True(imported.ExitCode == 0, imported.Error);

        var folder = ConfigLoader.DataFolderOf(ConfigFile)!;
        using var model = EmbeddedModels.Load(new EmbeddedConfig(), "mine", folder, TimeProvider.System);
        Assert.Equal(Path.Combine(_folder.Path, "elsewhere"), folder);
    }

    [Theory]
    [InlineData("server: [")]
    [InlineData("server:\n  data_foldr: elsewhere\n")]
    [InlineData("servr:\n  data_folder: elsewhere\n")]
    [InlineData(null)]
    public async Task No_key_is_made_in_a_folder_that_had_to_be_guessed(string? config)
    {
        if (config is not null)
        {
            await File.WriteAllTextAsync(ConfigFile, config, TestContext.Current.CancellationToken);
        }

        var run = await RunAsync("keys", "create", "--owner", "team-a", "--config", ConfigFile);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("changeover config check", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "data")));
    }

    private static Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.Of(CommandTree.Create(), arguments);
}
