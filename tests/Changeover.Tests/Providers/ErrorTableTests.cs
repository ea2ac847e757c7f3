using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Tests.Providers;

public sealed class ErrorTableTests
{
    /// <summary>Their dialects are not spoken yet.</summary>
    private static readonly string[] WithoutEntry = ["bedrock", "qianfan-v1"];

    public static TheoryData<string, int?, string?, string?, string?, ErrorClass> Rows { get; } =
        [.. CatalogueRows.Errors.Where(row => !WithoutEntry.Contains(row.Provider)).Select(row => (row.Provider, row.Status, row.Type, row.Code, row.Message, row.Class))];

    /// <summary>Those whose code alone decides.</summary>
    public static TheoryData<string, string, ErrorClass> RowsWithCode { get; } =
    [
        .. CatalogueRows.Errors
            .Where(row => row.Code is not null && !WithoutEntry.Contains(row.Provider) && ProviderRegistry.ByName[row.Provider].Errors.Any(rule => rule.Codes.Contains(row.Code)))
            .Select(row => (row.Provider, row.Code!, row.Class)),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_error_has_the_class_of_its_row(string provider, int? status, string? type, string? code, string? message, ErrorClass expected) =>
        Assert.Equal(expected, ProviderRegistry.ByName[provider].Classify(new UpstreamError { Status = status ?? 200, Type = type, Code = code, Message = message }));

    [Theory]
    [MemberData(nameof(RowsWithCode))]
    public void A_code_has_the_same_class_inside_a_stream(string provider, string code, ErrorClass expected) =>
        Assert.Equal(expected, ProviderRegistry.ByName[provider].Classify(new UpstreamError { Status = 200, Code = code }));

    [Fact]
    public void The_whole_table_is_there() => Assert.True(CatalogueRows.Errors.Count >= 177, $"{CatalogueRows.Errors.Count} rows");

    [Fact]
    public void Providers_with_rows_and_without_an_entry_are_the_ones_known_to_wait() =>
        Assert.Equal(WithoutEntry, CatalogueRows.Errors.Select(row => row.Provider).Distinct().Where(name => !ProviderRegistry.ByName.ContainsKey(name)).Order());

    [Fact]
    public void Every_rule_has_a_row_for_each_thing_it_says()
    {
        var unproven =
            from provider in ProviderRegistry.All
            from rule in provider.Errors
            from part in PartsOf(rule)
            where !CatalogueRows.Errors.Any(row => row.Provider == provider.Name && row.Class == rule.Class && part.Matches(row.AsError()))
            select $"{provider.Name}: {part}";

        Assert.Empty(unproven);
    }

    [Fact]
    public void A_code_that_only_contains_a_known_one_is_not_that_code()
    {
        var confused =
            from provider in ProviderRegistry.All
            from rule in provider.Errors
            from known in rule.Codes.Concat(rule.Types)
            from text in new[] { "x" + known, known + "x", known.ToUpperInvariant() + "_", known[1..] }
            where rule.Matches(new UpstreamError { Status = rule.Status ?? 400, Code = text, Type = text, Message = known })
            select $"{provider.Name}: {text}";

        Assert.Empty(confused);
    }

    [Fact]
    public void A_rule_by_sentence_needs_a_sentence_of_its_own() =>
        Assert.All(ProviderRegistry.All.SelectMany(provider => provider.Errors), rule =>
        {
            Assert.True(rule.MessagePrefix is null or { Length: >= 15 }, rule.MessagePrefix);
            Assert.True(rule is not { Codes.Count: 0, Types.Count: 0, Status: null, MessagePrefix: null }, $"A rule for {rule.Class} matches everything.");
        });

    [Theory]
    [InlineData("openai", ErrorClass.QuotaExhausted)]
    [InlineData("dashscope", ErrorClass.RateLimited)]
    [InlineData("openai-compatible", ErrorClass.RateLimited)]
    public void The_same_code_means_what_its_provider_means(string provider, ErrorClass expected) =>
        Assert.Equal(expected, ProviderRegistry.ByName[provider].Classify(new UpstreamError { Status = 429, Code = "insufficient_quota" }));

    [Theory]
    [InlineData(400, ErrorClass.BadRequest)]
    [InlineData(401, ErrorClass.Auth)]
    [InlineData(402, ErrorClass.QuotaExhausted)]
    [InlineData(403, ErrorClass.Permission)]
    [InlineData(404, ErrorClass.ModelMissing)]
    [InlineData(408, ErrorClass.Timeout)]
    [InlineData(413, ErrorClass.BadRequest)]
    [InlineData(429, ErrorClass.RateLimited)]
    [InlineData(500, ErrorClass.Server)]
    [InlineData(502, ErrorClass.Server)]
    [InlineData(503, ErrorClass.Overloaded)]
    [InlineData(504, ErrorClass.Timeout)]
    [InlineData(524, ErrorClass.Timeout)]
    [InlineData(529, ErrorClass.Overloaded)]
    public void An_error_that_no_rule_knows_has_the_class_of_its_status(int status, ErrorClass expected)
    {
        Assert.Equal(expected, ErrorRule.Classify([], new UpstreamError { Status = status }));
        Assert.Equal(expected, ErrorRule.Classify([], new UpstreamError { Status = 200, Code = status.ToString() }));
    }

    [Fact]
    public void An_unknown_error_inside_a_200_is_the_servers() =>
        Assert.Equal(ErrorClass.Server, ErrorRule.Classify([], new UpstreamError { Status = 200, Code = "9999", Message = "?" }));

    /// <summary>A rule for each code and each type, or the rule itself when it has neither.</summary>
    private static IEnumerable<ErrorRule> PartsOf(ErrorRule rule) =>
        rule.Codes.Count + rule.Types.Count == 0
            ? [rule]
            : [.. rule.Codes.Select(code => rule with { Codes = [code] }), .. rule.Types.Select(type => rule with { Types = [type] })];
}
