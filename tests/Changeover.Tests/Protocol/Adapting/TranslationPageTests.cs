using System.Text;
using System.Text.Json;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Tests.Protocol.Adapting;

public sealed class TranslationPageTests
{
    private static readonly (Dialect Dialect, string Name)[] Columns =
    [
        (Dialect.OpenAIChat, "OpenAI Chat"), (Dialect.OpenAIResponses, "OpenAI Responses"), (Dialect.AnthropicMessages, "Anthropic Messages"), (Dialect.Gemini, "Gemini"),
        (Dialect.DashScope, "DashScope native"), (Dialect.Hunyuan, "Hunyuan native"), (Dialect.InProcess, "embedded"),
    ];

    [Fact]
    public void The_reference_page_is_written_from_the_code() => GeneratedFile.Matches(Repository.PathOf("docs", "reference", "translation.md"), Page());

    [Fact]
    public void Every_dialect_that_a_provider_speaks_has_a_column() =>
        Assert.Equal(ProviderRegistry.All.SelectMany(provider => provider.AlsoSpeaks.Append(provider.Dialect)).Distinct().Except(Columns.Select(column => column.Dialect)), []);

    private static string Page()
    {
        var page = new StringBuilder("""
            # What becomes of a request in another dialect

            Written from `DialectRules.cs` and the providers by a test; `CHANGEOVER_REGENERATE=1 dotnet test` writes it anew.

            A client that speaks its target's own dialect is passed on byte for byte. Any other request is read, adapted to the target and written anew.
            **native**: the target has the same thing. **translated**: it says the same in another way. *emulated*: something else stands in for it.
            *ignored*: it is left out. **rejected**: the target is passed over. Emulated and ignored things are named in the header `x-changeover-loss` and in
            the record; a route with `on_loss: refuse` passes over a target that would lose anything.

            | feature |
            """);
        page.Remove(page.Length - 2, 2).Append(" | ").AppendJoin(" | ", Columns.Select(column => column.Name)).Append(" |\n|---|").Insert(page.Length, "---|", Columns.Length).Append('\n');
        foreach (var feature in Enum.GetValues<Feature>())
        {
            page.Append($"| {Words(feature)} | ").AppendJoin(" | ", Columns.Select(column => Cell(DialectRules.Of(column.Dialect).Of(feature)))).Append(" |\n");
        }

        page.Append("\n## Bounds\n\n| bound | ").AppendJoin(" | ", Columns.Select(column => column.Name)).Append(" |\n|---|").Insert(page.Length, "---|", Columns.Length).Append('\n');
        Row(page, "highest temperature", rules => $"{rules.MaxTemperature}");
        Row(page, "stop strings", rules => $"{rules.MaxStops}");
        Row(page, "messages", rules => rules.MaxMessages is { } most ? $"{most}" : "–");
        Row(page, "bound on the answer where the client gives none", rules => rules.DefaultMaxOutput is { } bound ? $"{bound} tokens" : "–");
        Row(page, "ids of tool calls", rules => rules.CallIds == CallIds.Any ? "any" : "letters, digits, `_`, `-`, at most 64");
        Row(page, "earlier reasoning", rules => Reasoning(rules.Reasoning));
        page.Append("\n## Where a provider differs\n\n| provider | feature | |\n|---|---|---|\n");
        foreach (var provider in ProviderRegistry.All)
        {
            var (common, own) = (DialectRules.Of(provider.Dialect), provider.Rules(DialectRules.Of(provider.Dialect)));
            foreach (var feature in Enum.GetValues<Feature>().Where(feature => common.Of(feature) != own.Of(feature)))
            {
                page.Append($"| `{provider.Name}` | {Words(feature)} | {Cell(own.Of(feature))} |\n");
            }

            if (common.Reasoning != own.Reasoning)
            {
                page.Append($"| `{provider.Name}` | earlier reasoning | {Reasoning(own.Reasoning)} |\n");
            }
        }

        return page.ToString();
    }

    private static void Row(StringBuilder page, string name, Func<TargetRules, string> cell) =>
        page.Append($"| {name} | ").AppendJoin(" | ", Columns.Select(column => cell(DialectRules.Of(column.Dialect)))).Append(" |\n");

    private static string Cell(Support support) => support switch
    {
        Support.Native => "native",
        Support.Translated => "translated",
        Support.Emulated => "*emulated*",
        Support.Ignored => "*ignored*",
        _ => "**rejected**",
    };

    private static string Reasoning(ReasoningReplay replay) => replay switch
    {
        ReasoningReplay.InToolLoops => "must come back inside a tool loop",
        ReasoningReplay.Forbidden => "must not come back",
        _ => "may come back",
    };

    private static string Words(Feature feature) => JsonNamingPolicy.SnakeCaseLower.ConvertName(feature.ToString()).Replace('_', ' ');
}
