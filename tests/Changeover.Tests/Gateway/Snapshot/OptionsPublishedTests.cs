using System.Text.Json.Nodes;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Snapshot.Options;
using NJsonSchema;
using NJsonSchema.Validation;
using YamlDotNet.Serialization;

namespace Changeover.Tests.Gateway.Snapshot;

/// <summary>What is published about the options says what the code does.</summary>
public sealed class OptionsPublishedTests
{
    public static TheoryData<FaultRow> Rows => [.. FaultTable.Rows];

    [Fact]
    public void The_schema_file_is_the_one_that_the_code_writes() =>
        GeneratedFile.Matches(Repository.PathOf("docs", "reference", "changeover.schema.json"), OptionsSchema.Write());

    [Fact]
    public void The_reference_page_is_written_from_the_code() =>
        GeneratedFile.Matches(Repository.PathOf("docs", "reference", "options.md"), OptionsReference.Write());

    [Theory]
    [InlineData(SampleConfigs.Full)]
    [InlineData(SampleConfigs.Two)]
    public async Task The_schema_accepts_what_the_check_accepts(string text)
    {
        Assert.Empty(TestConfig.Read(text, SampleConfigs.Environment).Faults);
        Assert.Empty(await ValidateAsync(text));
    }

    [Fact]
    public async Task The_schema_accepts_the_starter_file() => Assert.Empty(await ValidateAsync(Starter.Text));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_schema_refuses_the_mistakes_that_shapes_give_away(FaultRow row)
    {
        bool refused;
        try
        {
            refused = (await ValidateAsync(row.Text)).Count > 0;
        }
        catch (YamlDotNet.Core.YamlException)
        {
            return; // Not even YAML: no schema is asked then.
        }

        Assert.Equal(row.SchemaSees, refused);
    }

    [Fact]
    public void The_full_sample_writes_every_option_and_none_with_its_default()
    {
        var shown = ChangeoverOptions.All.Show(TestConfig.Read(SampleConfigs.Full, SampleConfigs.Environment).Config);
        var values = new Dictionary<string, List<string?>>();
        Collect(ChangeoverOptions.All, shown, "", values);

        Assert.All(values, pair => Assert.True(pair.Value.Exists(value => value is not null), $"{pair.Key} is not in the sample, or has its default there"));
    }

    private static void Collect(IOptionSet set, JsonNode? shown, string path, Dictionary<string, List<string?>> values)
    {
        foreach (var option in set.Options)
        {
            var place = $"{path}.{option.Name}{option.Kind.SectionStep}";
            var value = (shown as JsonObject)?[option.Name];
            if (option.Kind.Section is not { } section)
            {
                var written = value is not null && !JsonNode.DeepEquals(value, option.Default) ? value.ToJsonString() : null;
                values.TryAdd(place, []);
                values[place].Add(written);
                continue;
            }

            var inner = option.Kind.SectionStep switch
            {
                "" => [value],
                "[]" => value?.AsArray().ToArray() ?? [],
                _ => value?.AsObject().Select(pair => pair.Value).ToArray() ?? [],
            };
            foreach (var item in inner)
            {
                Collect(section, item, place, values);
            }
        }
    }

    private static async Task<ICollection<ValidationError>> ValidateAsync(string yaml)
    {
        var document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(document);
        var schema = await JsonSchema.FromJsonAsync(OptionsSchema.Write(), TestContext.Current.CancellationToken);
        return schema.Validate(json);
    }
}
