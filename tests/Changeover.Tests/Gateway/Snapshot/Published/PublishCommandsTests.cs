using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Snapshot.Published;
using Changeover.Providers;
using Changeover.Storage;
using Changeover.Tests.Storage;

namespace Changeover.Tests.Gateway.Snapshot.Published;

public abstract class PublishCommandsTests<TDatabase> : OnDatabase<TDatabase>
    where TDatabase : DatabaseUnderTest, new()
{
    private const string Sound = "upstreams: {e: {provider: embedded}}\nroutes: {chat: {targets: [e/demo]}}\n";

    [Fact]
    public async Task What_was_pushed_comes_back_to_the_byte_and_every_version_stays()
    {
        Assert.Equal(0, (await PushAsync(Sound)).ExitCode);
        Assert.Equal(0, (await PushAsync(Sound + "# ß\n", "--note", "a comment")).ExitCode);

        Assert.Equal(Sound + "# ß\n", (await RunAsync("pull")).Output);
        Assert.Equal(Sound, (await RunAsync("pull", "--version", "1")).Output);
        var history = JsonDocument.Parse((await RunAsync("history", "--json")).Output).RootElement;
        Assert.Equal([2L, 1], history.EnumerateArray().Select(version => version.GetProperty("version").GetInt64()));
        Assert.Equal("a comment", history[0].GetProperty("note").GetString());
        Assert.Equal(history[0].GetProperty("hash").GetString(), history[1].GetProperty("hash").GetString()); // they say the same
        Assert.Equal(1, (await RunAsync("pull", "--version", "3")).ExitCode);
    }

    [Fact]
    public async Task The_same_again_is_no_new_version()
    {
        await PushAsync(Sound);

        Assert.Contains("nothing is changed", (await PushAsync(Sound)).Output, StringComparison.Ordinal);
        Assert.Single(JsonDocument.Parse((await RunAsync("history", "--json")).Output).RootElement.EnumerateArray());
    }

    [Fact]
    public async Task Faults_refuse_it_all_at_once()
    {
        var run = await PushAsync("upstreams: {o: {provider: openai, credential: '${NOT_HERE}'}}\nroutes: {chat: {targets: [nonesuch/m]}}\n");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("NOT_HERE", run.Error, StringComparison.Ordinal);
        Assert.Contains("nonesuch", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("pull")).ExitCode);
    }

    [Fact]
    public async Task Credentials_may_be_elsewhere()
    {
        const string Text = "upstreams: {o: {provider: openai, credential: '${NOT_HERE}'}, h: {provider: hunyuan-native, credential: 'file:/not/here'}}\nroutes: {chat: {targets: [o/m, h/m]}}\n";

        Assert.Equal(1, (await PushAsync(Text)).ExitCode);
        var run = await PushAsync(Text, "--credentials-elsewhere");
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private async Task<CommandRun> PushAsync(string text, params string[] more)
    {
        var file = Path.Combine(Under.Folder.Path, "changeover.yaml");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return await RunAsync(["push", file, .. more]);
    }

    private async Task<CommandRun> RunAsync(params string[] arguments)
    {
        var place = await Under.PlaceAsync();
        var environment = place.Server is { } server ? new Dictionary<string, string> { [DatabasePlace.Variable] = server.Reveal() } : [];
        return await CommandRun.Of(ConfigCommand.Create(new ConfigLoader(ProviderRegistry.ByName, environment, Under.Folder.Path)), [.. arguments, "--data", place.Folder]);
    }
}

public sealed class SqlitePublishCommandsTests : PublishCommandsTests<SqliteUnderTest>;

public sealed class PostgresPublishCommandsTests : PublishCommandsTests<PostgresUnderTest>;
