using Changeover.Gateway.Snapshot;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Gateway.Snapshot;

public sealed class ConfigReloadTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("changeover-reload-");
    private readonly FakeTimeProvider time = new();
    private readonly string file;

    public ConfigReloadTests()
    {
        file = Path.Combine(folder.FullName, ConfigLoader.FileName);
        File.WriteAllText(file, Config("one"));
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_reload_with_faults_keeps_the_old_snapshot_and_reports_all_and_the_mended_file_takes_over()
    {
        var source = Open();
        var (before, swaps) = (source.Current, new List<GatewaySnapshot>());
        source.Swapped += (_, snapshot) => swaps.Add(snapshot);

        File.WriteAllText(file, Config("two").Replace("targets", "tragets", StringComparison.Ordinal) + "server: { drain: soon }\n");
        var refused = source.Reload();

        Assert.Same(before, source.Current);
        Assert.Empty(swaps);
        Assert.Equal([6, 7], refused.Faults.Select(fault => fault.At.Line));
        Assert.Equal((false, before.ConfigHash), (source.LastReload.Succeeded, source.LastReload.ConfigHash));

        File.WriteAllText(file, Config("two"));
        source.Reload();

        Assert.True(source.LastReload.Succeeded);
        Assert.Same(source.Current, Assert.Single(swaps));
        Assert.Equal("two", source.Current.Routes["chat"].Targets[0].RequestModel);
    }

    [Fact]
    public void An_option_that_needs_a_restart_is_named_in_every_reload_until_then()
    {
        var source = Open();
        File.WriteAllText(file, Config("one") + "server: { urls: http://127.0.0.1:1, retry_budget: 0.1 }\ntelemetry: { otlp: http://127.0.0.1:4317 }\n");

        source.Reload();
        var warnings = source.Reload().Warnings;

        Assert.Equal(["server.urls", "telemetry.otlp"], warnings.Select(warning => warning.Path));
        Assert.All(warnings, warning => Assert.Contains("Restart", warning.Remedy, StringComparison.Ordinal));
        Assert.Equal(0.1, source.Current.Config.Server.RetryBudget);
    }

    [Fact]
    public async Task A_changed_file_is_noticed_without_any_report_of_the_file_system()
    {
        var source = Open();
        using var watch = await WatchAsync(source, time);
        File.WriteAllText(file, Config("two"));

        PassTime();

        Assert.Equal("two", source.Current.Routes["chat"].Targets[0].RequestModel);
    }

    [Fact]
    public async Task A_swapped_symbolic_link_is_noticed()
    {
        foreach (var version in new[] { "one", "two" })
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, version));
            File.WriteAllText(Path.Combine(folder.FullName, version, "c.yaml"), Config(version));
        }

        var link = Path.Combine(folder.FullName, "data");
        Directory.CreateSymbolicLink(link, "one");
        var source = Open(Path.Combine(link, "c.yaml"));
        using var watch = await WatchAsync(source, time);

        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, "two");
        PassTime();

        Assert.Equal("two", source.Current.Routes["chat"].Targets[0].RequestModel);
    }

    [Fact]
    public async Task A_changed_credential_file_is_noticed_and_changes_the_fingerprint()
    {
        var key = Path.Combine(folder.FullName, "key");
        File.WriteAllText(key, "first\n");
        File.WriteAllText(file, Config("one").Replace("provider: embedded", $"provider: openai\n    credential: file:{key}", StringComparison.Ordinal));
        var source = Open();
        var before = source.Current;
        using var watch = await WatchAsync(source, time);

        File.WriteAllText(key, "second\n");
        PassTime();

        Assert.Equal("second", source.Current.Upstreams["u"].Credential?.Reveal());
        Assert.NotEqual(before.Upstreams["u"].Fingerprint, source.Current.Upstreams["u"].Fingerprint);
        Assert.Equal(before.ConfigHash, source.Current.ConfigHash);
    }

    [Fact]
    public async Task A_file_that_is_still_being_written_does_not_count_until_it_rests()
    {
        var source = Open();
        using var watch = await WatchAsync(source, time);
        var half = Config("two")[..^20];

        File.WriteAllText(file, half);
        time.Advance(ConfigWatch.Period);
        File.WriteAllText(file, Config("two"));
        time.Advance(ConfigWatch.Settling);
        time.Advance(ConfigWatch.Settling);

        Assert.True(source.LastReload.Succeeded);
        Assert.Equal("two", source.Current.Routes["chat"].Targets[0].RequestModel);
    }

    [Fact]
    public async Task A_deleted_file_is_a_fault_told_once_and_its_return_is_noticed()
    {
        var log = new CollectingLogger();
        var source = Open(logger: log);
        using var watch = await WatchAsync(source, time);

        File.Delete(file);
        PassTime();
        PassTime();

        Assert.Equal([1101, 1102], log.Events);
        Assert.Equal("one", source.Current.Routes["chat"].Targets[0].RequestModel);

        File.WriteAllText(file, Config("two"));
        PassTime();

        Assert.Equal([1101, 1102, 1100], log.Events);
        Assert.Equal("two", source.Current.Routes["chat"].Targets[0].RequestModel);
    }

    [Fact]
    public async Task A_file_that_appears_takes_over_from_the_built_in_default_and_never_gives_way_to_it()
    {
        File.Delete(file);
        var source = Open();
        Assert.Equal(["demo"], source.Current.Routes.Keys);
        using var watch = await WatchAsync(source, time);

        File.WriteAllText(file, Config("two"));
        PassTime();

        Assert.Equal(["chat"], source.Current.Routes.Keys);
        File.Delete(file);
        PassTime();

        Assert.False(source.LastReload.Succeeded);
        Assert.Equal(["chat"], source.Current.Routes.Keys);
    }

    [Fact]
    public async Task A_replaced_file_is_noticed_on_the_real_clock()
    {
        var source = Open();
        var swapped = new TaskCompletionSource<GatewaySnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        source.Swapped += (_, snapshot) => swapped.TrySetResult(snapshot);
        using var watch = await WatchAsync(source, TimeProvider.System);

        var fresh = Path.Combine(folder.FullName, "fresh");
        File.WriteAllText(fresh, Config("two"));
        File.Move(fresh, file, overwrite: true);

        var snapshot = await swapped.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("two", snapshot.Routes["chat"].Targets[0].RequestModel);
    }

    private static string Config(string model) => $"upstreams:\n  u:\n    provider: embedded\nroutes:\n  chat:\n    targets: [u/{model}]\n";

    private static async Task<ConfigWatch> WatchAsync(SnapshotSource source, TimeProvider time)
    {
        var watch = new ConfigWatch(source, time, NullLogger<ConfigWatch>.Instance);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        return watch;
    }

    private SnapshotSource Open(string? path = null, ILogger<SnapshotSource>? logger = null)
    {
        var loader = TestConfig.Loader(folder.FullName);
        return new SnapshotSource(loader, loader.Load(path), time, logger ?? NullLogger<SnapshotSource>.Instance);
    }

    private void PassTime()
    {
        // A report of the real file system may move the fake timer at any moment: a look that it put off comes in the next step.
        time.Advance(ConfigWatch.Period);
        for (var step = 0; step < 8; step++)
        {
            time.Advance(ConfigWatch.Settling);
        }
    }

    private sealed class CollectingLogger : ILogger<SnapshotSource>
    {
        public List<int> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Events.Add(eventId.Id);
    }
}
