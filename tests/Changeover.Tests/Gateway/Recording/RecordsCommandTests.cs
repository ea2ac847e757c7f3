using System.CommandLine;
using System.Text.Json;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Providers;
using Changeover.Storage;
using Changeover.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Gateway.Recording;

public abstract class RecordsCommandTests<TDatabase> : OnDatabase<TDatabase>
    where TDatabase : DatabaseUnderTest, new()
{
    private readonly FakeTimeProvider _clock = new(SampleRecords.Noon.AddHours(1));

    [Fact]
    public async Task List_shows_the_latest_first_and_filters()
    {
        await KeepAsync(
            SampleRecords.Plain(1),
            SampleRecords.Plain(2) with { Route = "small", KeyId = "k_0123456789" },
            SampleRecords.Plain(3) with { Status = 503, ErrorCode = "no_target" },
            SampleRecords.Plain(3000));

        await ListsAsync([3000, 3, 2, 1]);
        await ListsAsync([3000, 3], "--limit", "2");
        await ListsAsync([3000], "--since", "30m");
        await ListsAsync([2], "--route", "small");
        await ListsAsync([2], "--key", "k_0123456789");
        await ListsAsync([3], "--failed");
        await ListsAsync([3], "--status", "5xx");
        await ListsAsync([3], "--status", "503");
        await ListsAsync([], "--status", "404");
    }

    [Fact]
    public async Task List_is_a_table_for_people()
    {
        await KeepAsync(CutOff);

        var run = await RunAsync("list");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("ARRIVED .UTC. +ID +ROUTE +TARGET", run.Output);
        Assert.Matches($"2026-11-24 12:00:07.000 +{CutOff.Id} +gpt-4o +dashscope/qwen-plus +200 +2 +120 \\(20 cached\\) in, 45 out +381 ms +1.25 s", run.Output);
    }

    [Fact]
    public async Task Show_tells_the_attempts_in_their_order()
    {
        await KeepAsync(CutOff);

        var lines = (await RunAsync("show", CutOff.Id)).Output.Split('\n');

        var first = Array.FindIndex(lines, line => line.Contains("attempt 1", StringComparison.Ordinal));
        Assert.Matches(@"\+800 µs +attempt 1 +openai-eu/gpt-4o +region_blocked .response_headers, upstream., HTTP 403, unsupported_country_region_territory +80 ms", lines[first]);
        Assert.Matches(@"\+81 ms +attempt 2 +dashscope/qwen-plus +answered, HTTP 200, first content after 300 ms +1\.17 s", lines[first + 1]);
        Assert.Matches(@"\+381 ms +first content +to the client", lines[first + 2]);
        Assert.Matches(@"\+1\.25 s +end", lines[first + 3]);
    }

    [Fact]
    public async Task Show_as_json_is_the_whole_record()
    {
        await KeepAsync(CutOff with { AnswerBody = "kept" });

        var shown = JsonDocument.Parse((await RunAsync("show", CutOff.Id, "--json")).Output).RootElement;

        Assert.Equal(1.25, shown.GetProperty("duration_s").GetDouble());
        Assert.Equal("response_headers", shown.GetProperty("attempts")[0].GetProperty("stage").GetString());
        Assert.Equal("kept", shown.GetProperty("answer_body").GetString());
        Assert.False(shown.TryGetProperty("request_body", out _));
    }

    [Fact]
    public async Task What_a_client_sent_cannot_steer_the_terminal()
    {
        var record = SampleRecords.Plain(1) with { Route = null, OriginalModel = "gpt\u001b[2J\r\n[red]\u009b" };
        await KeepAsync(record);

        foreach (var run in new[] { await RunAsync("list"), await RunAsync("show", record.Id), await RunAsync("list", "--json") })
        {
            Assert.Equal(0, run.ExitCode);
            Assert.DoesNotContain(run.Output, character => char.IsControl(character) && character != '\n');
        }
    }

    [Fact]
    public async Task Show_of_an_unknown_id_fails_and_says_why_that_may_be()
    {
        await KeepAsync(SampleRecords.Plain(1));

        var run = await RunAsync("show", "req_none");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("records.keep_for", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Export_writes_every_record_as_it_was_and_the_progress_beside_it()
    {
        RequestRecord[] kept = [.. Enumerable.Range(0, 1200).Select(number => SampleRecords.Plain(number) with { AnswerBody = number % 2 == 0 ? $"öä {number}" : null })];
        await KeepAsync(kept);

        var run = await RunAsync("export");

        Assert.Equal(kept, Lines(run.Output));
        Assert.Contains("1200 records exported.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_keeps_to_its_bounds_and_writes_a_new_file_for_the_owner_only()
    {
        await KeepAsync([.. Enumerable.Range(0, 100).Select(SampleRecords.Plain)]);
        var file = Path.Combine(Under.Folder.Path, "out.jsonl");

        var run = await RunAsync("export", "--since", "2026-11-24T12:00:10Z", "--until", "2026-11-24T12:00:20Z", "--out", file);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(Enumerable.Range(10, 10).Select(SampleRecords.Plain), Lines(await File.ReadAllTextAsync(file)));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(1, (await RunAsync("export", "--out", file)).ExitCode); // never over a file that is there
    }

    [Fact]
    public async Task Tail_shows_what_is_written_from_now_on_and_ends_when_cancelled()
    {
        await KeepAsync(SampleRecords.Plain(1));
        var output = new SignallingWriter();
        using var cancel = new CancellationTokenSource();
        var tail = (await CommandAsync(TimeProvider.System)).Parse(["tail", "--failed", "--json"])
            .InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false }, cancel.Token);

        // The follower starts somewhere in here; what it has not seen by then, it need not show. So it is written until it is seen.
        for (var number = 2; !output.Written.IsCompleted; number++)
        {
            await KeepAsync(SampleRecords.Plain(number), SampleRecords.Plain(1_000_000 + number) with { Status = 500 });
            await Task.WhenAny(output.Written, Task.Delay(50, TestContext.Current.CancellationToken));
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tail);
        Assert.All(Lines(output.ToString()), record => Assert.Equal(500, record.Status));
    }

    [Theory]
    [InlineData("list", "--since", "yesterday")]
    [InlineData("list", "--status", "abc")]
    [InlineData("list", "--status", "6xx")]
    [InlineData("list", "--limit", "many")]
    [InlineData("show")]
    public void A_wrong_command_line_is_told_so(params string[] arguments) =>
        Assert.NotEmpty(RecordsCommand.Create(_clock, _ => new ConfiguredStorage("/nowhere")).Parse(arguments).Errors);

    private static RequestRecord CutOff { get; } = SampleRecords.Plain(7) with
    {
        Streaming = true,
        OriginalModel = "gpt-4o",
        ResponseModel = "qwen-plus",
        FinishReason = FinishReason.Stop,
        Usage = new TokenUsage { Input = 120, CachedInput = 20, Output = 45 },
        TimeToFirstContent = TimeSpan.FromMilliseconds(381),
        Duration = TimeSpan.FromSeconds(1.25),
        Overhead = TimeSpan.FromMicroseconds(950),
        Attempts =
        [
            new AttemptRecord
            {
                Upstream = "openai-eu", Provider = "openai", RequestModel = "gpt-4o", Stage = Stage.ResponseHeaders, Party = Party.Upstream,
                Class = default(ErrorClass), Fault = "region_blocked", Status = 403, ProviderCode = "unsupported_country_region_territory",
                StartedAfter = TimeSpan.FromMicroseconds(800), Duration = TimeSpan.FromMilliseconds(80),
            },
            new AttemptRecord
            {
                Upstream = "dashscope", Provider = "dashscope", RequestModel = "qwen-plus", Stage = Stage.Done, Party = Party.Upstream, Status = 200,
                StartedAfter = TimeSpan.FromMilliseconds(81), Duration = TimeSpan.FromMilliseconds(1169), TimeToFirstContent = TimeSpan.FromMilliseconds(300),
            },
        ],
    };

    private async Task KeepAsync(params RequestRecord[] records)
    {
        await using var store = RecordingRegistration.StoreOf(await Under.OpenAsync());
        foreach (var record in records)
            await store.AppendAsync(record, CancellationToken.None);
    }

    private async Task ListsAsync(int[] expected, params string[] arguments)
    {
        var listed = JsonDocument.Parse((await RunAsync(["list", "--json", .. arguments])).Output).RootElement.EnumerateArray();
        Assert.Equal(expected.Select(number => SampleRecords.Plain(number).Id), listed.Select(record => record.GetProperty("id").GetString()));
    }

    private protected async Task<CommandRun> RunAsync(params string[] arguments) => await CommandRun.Of(await CommandAsync(_clock), arguments);

    private async Task<Command> CommandAsync(TimeProvider clock)
    {
        var place = await Under.PlaceAsync();
        return RecordsCommand.Create(clock, _ => new ConfiguredStorage(place.Folder, place.Server));
    }

    private static IEnumerable<RequestRecord> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize(line, RecordJson.Default.RequestRecord)! with { Attempts = [] });

    private sealed class SignallingWriter : StringWriter
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Written => _written.Task;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            _written.TrySetResult();
        }
    }
}

public sealed class SqliteRecordsCommandTests : RecordsCommandTests<SqliteUnderTest>
{
    [Theory]
    [InlineData("list")]
    [InlineData("tail")]
    [InlineData("export")]
    [InlineData("show", "req_1")]
    public async Task Without_a_database_each_says_where_it_looked(params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(Under.Folder.DatabasePath, run.Error, StringComparison.Ordinal);
        Assert.Contains("changeover serve", run.Error, StringComparison.Ordinal);
    }
}

public sealed class PostgresRecordsCommandTests : RecordsCommandTests<PostgresUnderTest>;
