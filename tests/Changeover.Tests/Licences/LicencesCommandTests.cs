using System.Text;
using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Licences;
using Changeover.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Licences;

public sealed class LicencesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_imported_list_is_shown_beside_the_seed_with_where_it_is_from()
    {
        var import = await RunAsync("import", List("number,name,operator\r\nHubei-Neu-202611240001,新,某公司\r\n"), "--source", "https://example.org/list", "--verified");
        Assert.Equal((0, "1 imported."), (import.ExitCode, import.Output.Trim()));

        var listed = JsonDocument.Parse((await RunAsync("list", "--json")).Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(41, listed.Count);
        var own = listed.Single(row => row.GetProperty("imported").GetBoolean());
        Assert.Equal(("Hubei-Neu-202611240001", "https://example.org/list", "2026-11-25", true), (own.GetProperty("number").GetString(), own.GetProperty("source").GetString(), own.GetProperty("seen_on").GetString(), own.GetProperty("verified").GetBoolean()));
        Assert.Contains("a seed, not the register", (await RunAsync("list")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_list_with_a_fault_nothing_is_imported()
    {
        var import = await RunAsync("import", List("number\r\nHubei-Neu-202611240001\r\nHubei-Neu\r\n"));
        Assert.Equal(1, import.ExitCode);
        Assert.Contains("Row 3", import.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("show", "Hubei-Neu-202611240001")).ExitCode);
    }

    [Fact]
    public async Task What_a_number_may_cover_is_shown_with_where_that_is_from()
    {
        var cover = JsonDocument.Parse((await RunAsync("show", "Beijing-WenXinYiYan-20230821", "--json")).Output).RootElement.GetProperty("may_cover").EnumerateArray().Single();
        Assert.Equal(("qianfan", "ernie*"), (cover.GetProperty("provider").GetString(), cover.GetProperty("model").GetString()));
        Assert.Matches("may cover +qianfan/ernie", (await RunAsync("show", "Beijing-WenXinYiYan-20230821")).Output);
    }

    [Fact]
    public async Task What_is_no_spreadsheet_is_told_and_not_thrown()
    {
        var file = Path.Combine(_folder.Path, "list.xlsx");
        await File.WriteAllTextAsync(file, "no spreadsheet", TestContext.Current.CancellationToken);
        var import = await RunAsync("import", file);
        Assert.Equal(1, import.ExitCode);
        Assert.Contains("cannot be read", import.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Beijing-DeepseekChat-202404280016", 0, "filing, seed, not verified")]
    [InlineData("Guangdong-GuangFaGPT-20250710S0018", 0, "registration, seed, not verified")]
    [InlineData("网信算备440305295988701230071号", 1, "algorithm, seed")]
    [InlineData("Beijing-Unbekannt-202404280099", 1, "filing, not known here")]
    [InlineData("Beijing", 1, "no number")]
    public async Task Check_tells_form_kind_and_standing_and_fails_for_what_is_no_known_licence_of_a_service(string number, int exitCode, string told)
    {
        var run = await RunAsync("check", number);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(told, run.Output, StringComparison.Ordinal);
    }

    private string List(string text)
    {
        var file = Path.Combine(_folder.Path, "list.csv");
        File.WriteAllText(file, text, Encoding.UTF8);
        return file;
    }

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.Of(LicencesCommand.Create(new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero)), ConfigLoader.StorageOf), [.. arguments, "--data", _folder.Path]);
}
