using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Snapshot.Options;
using CsCheck;

namespace Changeover.Tests.Gateway.Snapshot;

public sealed class ConfigPropertyTests
{
    private static readonly Gen<string> Fragment = OneOf(
        "", " ", "\n", "\t", ":", "- ", "[", "]", "{", "}", "&a ", "*a", "!!int ", "|", ">", "\"", "'", "#", "%", "@", "`", "---\n", "...", "? ", "\0", "\uFEFF", "\u2028", "é", "\r", "null", "${X}", "file:/", "0", "-1", "9999999999999999999d");

    [Fact]
    public void No_change_to_a_file_makes_loading_throw() =>
        Gen.Select(OneOf(SampleConfigs.Full, SampleConfigs.Two), Gen.Select(Gen.Double[0, 1], Gen.Int[0, 30], Fragment).Array[1, 6]).Sample(
            (text, edits) =>
            {
                foreach (var (place, cut, fragment) in edits)
                {
                    var at = (int)(place * text.Length);
                    text = text[..at] + fragment + text[Math.Min(text.Length, at + cut)..];
                }

                var result = TestConfig.Read(text, SampleConfigs.Environment);
                Assert.NotEmpty(FaultReport.Of(result));
                Assert.NotEmpty(FaultReport.Json(result));
                if (result.IsValid)
                {
                    SnapshotCompiler.Compile(result.Config, TestConfig.Providers, result.Credentials);
                }
            },
            iter: 3000);

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Deep_nesting_is_a_fault_and_not_a_crash(string open) =>
        Assert.Contains("nested deeper", Assert.Single(TestConfig.Read(string.Concat(Enumerable.Repeat(open, 20_000))).Faults).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a")]
    [InlineData("a:")]
    [InlineData("sk-1")]
    public void A_line_without_end_is_a_fault_and_not_a_search_without_end(string piece) =>
        Assert.NotEmpty(FaultReport.Of(TestConfig.Read($"server: {string.Concat(Enumerable.Repeat(piece, 300_000))}\n")));

    [Fact]
    public void A_key_written_anywhere_in_a_file_is_in_no_output() =>
        Gen.Select(OneOf("sk-", "bce-v3/ALTAK-", "AKIA", ""), Gen.Char.AlphaNumeric.Array[20, 40], Gen.Int[0, 200]).Sample(
            (prefix, body, place) =>
            {
                var secret = $"{prefix}{new string(body)}a1";
                var lines = SampleConfigs.Full.Split('\n');
                var line = place % lines.Length;
                var colon = lines[line].IndexOf(": ", StringComparison.Ordinal);
                if (colon < 0 || lines[line].Contains("folder", StringComparison.Ordinal) || lines[line].Contains("region", StringComparison.Ordinal))
                {
                    return; // No value there, or free text that is nobody's secret.
                }

                lines[line] = $"{lines[line][..colon]}: {secret}";
                var result = TestConfig.Read(string.Join('\n', lines), SampleConfigs.Environment);

                Assert.NotEqual(result.IsValid, FaultReport.Of(result).Contains("cannot run", StringComparison.Ordinal));
                Assert.DoesNotContain(secret, FaultReport.Of(result) + FaultReport.Json(result) + string.Join('\n', result.Faults), StringComparison.Ordinal);
            },
            iter: 2000);

    [Fact]
    public void A_key_in_the_environment_or_in_a_file_is_in_no_output() =>
        Gen.Char.AlphaNumeric.Array[8, 40].Sample(
            body =>
            {
                var secret = new string(body);
                var result = TestConfig.Read(SampleConfigs.Full, ("OPENAI_API_KEY", secret), ("TEAM", secret + "x"));
                var snapshot = SnapshotCompiler.Compile(result.Config, TestConfig.Providers, result.Credentials);

                var output = ConfigListing.Text(result) + ConfigListing.Json(result) + FaultReport.Of(result) + snapshot + snapshot.ConfigHash + snapshot.Upstreams["openai"] + result;
                Assert.Contains("${OPENAI_API_KEY}", output, StringComparison.Ordinal);
                Assert.DoesNotContain(secret, output, StringComparison.Ordinal);
            },
            iter: 300);

    [Fact]
    public void Durations_and_sizes_are_read_as_they_are_shown() =>
        Gen.Select(Gen.Long[0, 900_000_000L * TimeSpan.TicksPerMillisecond / 10_000], Gen.Long[0, 1L << 40]).Sample((milliseconds, bytes) =>
        {
            var duration = TimeSpan.FromMilliseconds(milliseconds % 999_999_999);
            Assert.Equal(duration, Quantity.ParseDuration(Quantity.Format(duration)));
            Assert.Equal(bytes % 999_999_999, Quantity.ParseSize(Quantity.Format(bytes % 999_999_999)));
        });

    [Fact]
    public void The_order_of_keys_changes_neither_meaning_nor_hash()
    {
        var config = TestConfig.Read(SampleConfigs.Full, SampleConfigs.Environment).Config;
        var shown = ChangeoverOptions.All.Show(config);
        Gen.Int[0, int.MaxValue].Sample(
            seed =>
            {
                // JSON is YAML.
                var read = TestConfig.Read(Shuffled(shown, new Random(seed))!.ToJsonString(ConfigListing.Readable), SampleConfigs.Environment);
                Assert.Empty(read.Faults);
                Assert.Equal(SnapshotCompiler.HashOf(config), SnapshotCompiler.HashOf(read.Config));
            },
            iter: 100);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static JsonNode? Shuffled(JsonNode? node, Random random) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(_ => random.Next()).Select(pair => KeyValuePair.Create(pair.Key, Shuffled(pair.Value, random)))),
        JsonArray list => new JsonArray([.. list.Select(item => Shuffled(item, random))]),
        _ => node?.DeepClone(),
    };
}
