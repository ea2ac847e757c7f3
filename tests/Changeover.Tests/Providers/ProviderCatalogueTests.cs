using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Splice;
using Changeover.Providers;

namespace Changeover.Tests.Providers;

public sealed class ProviderCatalogueTests
{
    [Fact]
    public void The_catalogue_has_the_providers_of_the_code_with_the_same_facts() =>
        Assert.Equal(
            ProviderRegistry.All.Select(p => (p.Name, p.BaseUrl, Dialect: Word(p.Dialect), Auth: Word(p.Auth), p.NeedsCredential)),
            CatalogueRows.Providers.Select(row => (row.Name, row.BaseUrl, row.Dialect, row.Auth, row.NeedsCredential)));

    [Fact]
    public void A_base_url_ends_in_a_slash_so_that_paths_append() =>
        Assert.All(ProviderRegistry.All.Where(p => p.BaseUrl is not null), p =>
        {
            Assert.EndsWith("/", p.BaseUrl!.AbsoluteUri, StringComparison.Ordinal);
            if (p.Dialect == Dialect.OpenAIChat)
            {
                Assert.Equal($"{p.BaseUrl}chat/completions", new Uri(p.BaseUrl, p.Path(Operation.Chat, "any")).AbsoluteUri);
            }
        });

    [Fact]
    public void A_provider_beyond_this_machine_is_reached_by_tls_and_with_a_credential() =>
        Assert.All(ProviderRegistry.All.Where(p => p.BaseUrl is { IsLoopback: false }), p =>
        {
            Assert.Equal(Uri.UriSchemeHttps, p.BaseUrl!.Scheme);
            Assert.True(p.NeedsCredential);
            Assert.NotEqual(AuthScheme.None, p.Auth);
        });

    [Fact]
    public void A_name_finds_its_provider_and_only_as_written()
    {
        Assert.All(ProviderRegistry.All, p => Assert.Same(p, ProviderRegistry.ByName[p.Name]));
        Assert.False(ProviderRegistry.ByName.ContainsKey("OpenAI"));
    }

    [Fact]
    public void Every_fact_says_where_it_is_from_and_when_it_was_seen()
    {
        Assert.All(CatalogueRows.Errors, row => CheckOrigin(row.Source, row.SeenOn));
        Assert.All(CatalogueRows.Providers, row => CheckOrigin(row.Source, row.SeenOn));

        static void CheckOrigin(string source, DateOnly seenOn)
        {
            Assert.NotEqual("", source.Trim());
            Assert.InRange(seenOn, new DateOnly(2023, 1, 1), new DateOnly(2030, 1, 1));
        }
    }

    [Fact]
    public void No_error_is_listed_twice() =>
        Assert.Equal(CatalogueRows.Errors.Count, CatalogueRows.Errors.DistinctBy(row => (row.Provider, row.Status, row.Type, row.Code, row.Message)).Count());

    [Theory]
    [InlineData("openai", "o3-mini", true)]
    [InlineData("openai", "gpt-5-2025-08-07", true)]
    [InlineData("openai", "gpt-5-chat-latest", false)]
    [InlineData("openai", "gpt-5.1", false)]
    [InlineData("openai", "gpt-4o", false)]
    [InlineData("moonshot", "kimi-k2.5", true)]
    [InlineData("moonshot", "kimi-k2-0905-preview", false)]
    [InlineData("deepseek", "deepseek-v4-flash", false)]
    public void Temperature_is_dropped_where_the_model_refuses_it(string provider, string model, bool dropped) =>
        Assert.Equal(dropped, ProviderRegistry.ByName[provider].QuirksFor(Operation.Chat, model, streaming: true).OfType<RequestQuirk.Drop>().Any(quirk => quirk.Field == "temperature"));

    [Fact]
    public void Every_quirk_of_a_provider_fits_into_one_splice_beside_the_pipelines_own_edits() =>
        Assert.All(ProviderRegistry.All, p => _ = new JsonSplice(
            [.. RequestQuirk.Compile(p.RequestQuirks), JsonEdit.SetText("model", "any"), JsonEdit.Inside("stream_options", JsonEdit.Set("include_usage", "true"))]));

    [Fact]
    public void Only_chat_requests_are_changed() =>
        Assert.All(ProviderRegistry.All, p => Assert.Empty(p.EditsFor(Operation.Completions, "o3", streaming: false)));

    private static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Word(Dialect value) => value switch
    {
        Dialect.OpenAIChat => "openai-chat",
        Dialect.DashScope => "dashscope",
        _ => Word((Enum)value),
    };
}
