using System.Text.Json;
using Changeover.Access;
using Changeover.Access.Observations;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;
using Changeover.Keys;
using Changeover.Providers;
using Changeover.Storage;
using Changeover.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Access;

public abstract class AccessCommandTests<TDatabase> : OnDatabase<TDatabase>
    where TDatabase : DatabaseUnderTest, new()
{
    private const string Config =
        """
        upstreams:
          openai: {provider: openai, credential: "${KEY}"}
          qwen: {provider: dashscope, credential: "${KEY}"}
        routes:
          gpt-4o: {targets: [openai/gpt-4o, qwen/qwen-max]}
          only: {targets: [openai/gpt-4o]}
        """;

    private FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Check_tells_each_key_its_targets_by_what_is_registered_and_by_the_day()
    {
        var store = new KeyStore(await Under.OpenAsync(), Clock);
        var (chinese, _) = store.Create("team-cn", null, null, attributes: new() { Country = "CN", Owners = [new("CN", 60), new("US", 40)], Audience = Audience.Internal });
        Clock.Advance(TimeSpan.FromSeconds(1));
        store.Create("team-de", ["gpt-4o"], null, attributes: new() { Country = "DE" });
        store.Revoke(store.Create("gone", null, null, attributes: new() { Country = "CN" }).Entry.Id);

        var before = await RunAsync("check", "--at", "2024-07-08T23:59:59Z", "--json");
        var after = await RunAsync("check", "--at", "2024-07-09", "--json");

        Assert.Equal((0, 1), (before.ExitCode, after.ExitCode));
        Assert.Equal($"Key {chinese.Id} of team-cn has no target left on route only: openai-supported-countries.", after.Error.TrimEnd());
        Assert.All(Rows(before.Output), row => Assert.True(row.GetProperty("allowed").GetBoolean()));
        Assert.Equal(
            ["team-cn gpt-4o openai/gpt-4o False", "team-cn gpt-4o qwen/qwen-max True", "team-cn only openai/gpt-4o False", "team-de gpt-4o openai/gpt-4o True", "team-de gpt-4o qwen/qwen-max True"],
            Rows(after.Output).Select(row => $"{row.GetProperty("owner")} {row.GetProperty("route")} {row.GetProperty("target")} {row.GetProperty("allowed")}"));
        var denied = Rows(after.Output).First();
        Assert.Equal(("openai-supported-countries", "unverified"), (denied.GetProperty("rule").GetString(), denied.GetProperty("confidence").GetString()));
        Assert.Contains("denied", (await RunAsync("check")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_of_a_key_come_back_as_they_were_registered()
    {
        var database = await Under.OpenAsync();
        var attributes = new CallerAttributes { Country = "SG", OrgCountry = "CN", Owners = [new("CN", 60.5m), new("US", 39.5m)], Audience = Audience.Public, Group = "g", DataClass = "d" };
        var (_, key) = new KeyStore(database, Clock).Create("team", null, null, attributes: attributes);
        var caller = new KeyDirectory(database).Check(key, Clock.GetUtcNow()).Caller!;

        Assert.Equal(attributes.Owners, caller.Attributes.Owners);
        Assert.Equal(attributes, caller.Attributes with { Owners = attributes.Owners });
        Assert.Same(CallerAttributes.Unknown, new KeyDirectory(database).Check(new KeyStore(database, Clock).Create("other", null, null).Key, Clock.GetUtcNow()).Caller?.Attributes ?? CallerAttributes.Unknown);
    }

    [Fact]
    public async Task Observations_are_added_up_and_stand_beside_what_the_rules_say()
    {
        var store = new ObservationStore(await Under.OpenAsync());
        foreach (var country in new[] { "CN", "SG", "SG", "" })
        {
            store.Add(new() { Upstream = "openai", Provider = "openai", Country = country, Host = "node-1", Code = "unsupported_country_region_territory", FirstSeenAt = Clock.GetUtcNow(), LastSeenAt = Clock.GetUtcNow() });
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var rows = Rows((await RunAsync("observations", "--json")).Output).ToDictionary(row => row.GetProperty("country").GetString() ?? "");
        Assert.Equal((2, true), (rows["SG"].GetProperty("seen").GetInt32(), rows["SG"].GetProperty("disagrees").GetBoolean()));
        Assert.Equal(TimeSpan.FromMinutes(1), rows["SG"].GetProperty("last_seen_at").GetDateTimeOffset() - rows["SG"].GetProperty("first_seen_at").GetDateTimeOffset());
        Assert.Equal((1, false, "openai-supported-countries"), (rows["CN"].GetProperty("seen").GetInt32(), rows["CN"].GetProperty("disagrees").GetBoolean(), rows["CN"].GetProperty("rule").GetString()));
        Assert.True(rows[""].GetProperty("disagrees").GetBoolean());
        Assert.Contains("they disagree", (await RunAsync("observations")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_and_show_tell_a_rule_with_its_source_and_how_sure_it_is()
    {
        Assert.DoesNotContain("eu-gpai-older-models", (await RunAsync("list")).Output, StringComparison.Ordinal);
        Assert.Contains("eu-gpai-older-models", (await RunAsync("list", "--all")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("openai-supported-countries", (await RunAsync("list", "--at", "2024-07-08")).Output, StringComparison.Ordinal);
        var shown = await RunAsync("show", "cn-public-services-filing");
        Assert.Contains("From 2023-08-14T16:00:00Z to open (clock: Asia/Shanghai)", shown.Output, StringComparison.Ordinal);
        Assert.Contains("Requires filing in cn-generative-ai", shown.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("show", "nothing")).ExitCode);
        Assert.Equal("2024-07-09T00:00:00Z", JsonDocument.Parse((await RunAsync("show", "openai-supported-countries", "--json")).Output).RootElement.GetProperty("in_force_from").GetString());
    }

    private async Task<CommandRun> RunAsync(params string[] arguments)
    {
        var place = await Under.PlaceAsync();
        await File.WriteAllTextAsync(Path.Combine(Under.Folder.Path, "changeover.yaml"), Config, TestContext.Current.CancellationToken);
        var loader = new ConfigLoader(ProviderRegistry.ByName, new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = "sk-test" }, Under.Folder.Path);
        var command = AccessCommand.Create(loader, Clock, (database, now) => new KeyStore(database, Clock).Holders(now), _ => new ConfiguredStorage("/nowhere", place.Server));
        return await CommandRun.Of(command, arguments[0] is "check" or "observations" ? [.. arguments, "--data", place.Folder] : arguments);
    }

    private static JsonElement.ArrayEnumerator Rows(string json) => JsonDocument.Parse(json).RootElement.EnumerateArray();
}

public sealed class SqliteAccessCommandTests : AccessCommandTests<SqliteUnderTest>;

public sealed class PostgresAccessCommandTests : AccessCommandTests<PostgresUnderTest>;
