using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;

namespace Changeover.Tests.Access;

/// <summary>What each shipped rule decides before, at and after its instant, told by clocks of several zones.</summary>
public sealed class SeedRuleTests
{
    private static readonly TargetModel OpenAI = Sample.Target("openai", "gpt-4o");
    private static readonly TargetModel Disguised = Sample.Target("openai-compatible", "gpt-4o", "https://api.openai.com/v1/", "disguised");
    private static readonly TargetModel Claude = Sample.Target("anthropic", "claude-opus-5");
    private static readonly TargetModel ClaudeAtBedrock = Sample.Target("openai-compatible", "anthropic.claude-opus-5-v1:0", "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1/", "bedrock");
    private static readonly TargetModel Gemini = Sample.Target("gemini", "gemini-2.5-pro");
    private static readonly TargetModel Vertex = Sample.Target("gemini", "gemini-2.5-pro", "https://us-central1-aiplatform.googleapis.com/v1/", "vertex");
    private static readonly TargetModel Azure = Sample.Target("azure-openai", "gpt-4o", "https://house.openai.azure.com/openai/v1/");
    private static readonly TargetModel AzureChina = Sample.Target("azure-openai", "gpt-4o", "https://house.openai.azure.cn/openai/v1/", "azure-cn");
    private static readonly TargetModel Qwen = Sample.Target("dashscope", "qwen-max");
    private static readonly TargetModel[] All = [OpenAI, Disguised, Claude, ClaudeAtBedrock, Gemini, Vertex, Azure, AzureChina, Qwen];

    [Theory]
    [InlineData("2024-07-08T23:59:59.9999999Z", true)]
    [InlineData("2024-07-09T07:59:59.9999999+08:00", true)]
    [InlineData("2024-07-08T16:59:59.9999999-07:00", true)]
    [InlineData("2024-07-09T00:00:00Z", false)]
    [InlineData("2024-07-09T08:00:00+08:00", false)]
    [InlineData("2024-07-08T17:00:00-07:00", false)]
    [InlineData("2026-11-24T00:00:00Z", false)]
    public void OpenAI_answers_China_until_9_July_2024(string at, bool allowed)
    {
        foreach (var country in new[] { "CN", "HK", "RU" })
        {
            Assert.Equal(allowed, Decide(Sample.From(country), at, OpenAI).IsAllowed);
            Assert.Equal(allowed, Decide(Sample.From(country), at, Disguised).IsAllowed);
            Assert.True(Decide(Sample.From(country), at, Qwen).IsAllowed);
        }

        Assert.True(Decide(Sample.From("DE"), at, OpenAI).IsAllowed);
        Assert.True(Decide(CallerAttributes.Unknown, at, OpenAI).IsAllowed);
    }

    [Fact]
    public void The_decision_says_which_rule_why_from_where_and_that_it_is_not_verified()
    {
        var rule = Decide(Sample.From("CN"), "2024-07-09T00:00Z", OpenAI).Rule!;
        Assert.Equal(("openai-supported-countries", AccessConfidence.Unverified), (rule.Id, rule.Confidence));
        Assert.Contains("9 July 2024", rule.Reason, StringComparison.Ordinal);
        Assert.StartsWith("https://", rule.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-09-04T23:59:59.9999999Z", "CN:51", true)]
    [InlineData("2025-09-05T00:00:00Z", "CN:51", false)]
    [InlineData("2025-09-05T08:00:00+08:00", "CN:51", false)]
    [InlineData("2025-09-04T17:00:00-07:00", "CN:51", false)]
    [InlineData("2025-09-05T00:00:00Z", "CN:50", true)]
    [InlineData("2025-09-05T00:00:00Z", "CN:30,RU:21", false)]
    [InlineData("2025-09-05T00:00:00Z", "CN:30,US:70", true)]
    [InlineData("2025-09-05T00:00:00Z", "CN:30", true)]
    public void Anthropic_sells_nothing_to_whom_others_own_by_more_than_half_since_5_September_2025(string at, string owners, bool allowed)
    {
        var caller = new CallerAttributes { Country = "SG", Owners = [.. owners.Split(',').Select(text => OwnerShare.Parse(text)!.Value)] };
        Assert.Equal(allowed, Decide(caller, at, Claude).IsAllowed);
        Assert.Equal(allowed, Decide(caller, at, ClaudeAtBedrock).IsAllowed);
        Assert.True(Decide(caller, at, OpenAI).IsAllowed);
    }

    [Theory]
    [InlineData("CN", false)]
    [InlineData("HK", false)]
    [InlineData("SG", true)]
    public void Claude_is_for_supported_countries_also_through_a_cloud(string country, bool allowed)
    {
        Assert.Equal(allowed, Decide(Sample.From(country), "2025-01-01T00:00Z", Claude).IsAllowed);
        Assert.Equal(allowed, Decide(Sample.From(country), "2025-01-01T00:00Z", ClaudeAtBedrock).IsAllowed);
    }

    [Fact]
    public void The_Gemini_API_has_its_list_and_Vertex_another_contract()
    {
        Assert.Equal((false, "gemini-api-regions"), Verdict(Decide(Sample.From("HK"), "2026-01-01T00:00Z", Gemini)));
        Assert.Equal((true, null), Verdict(Decide(Sample.From("FR"), "2026-01-01T00:00Z", Gemini)));
        Assert.Equal((true, "vertex-by-contract"), Verdict(Decide(Sample.From("HK"), "2026-01-01T00:00Z", Vertex)));
    }

    [Fact]
    public void Azure_has_two_clouds_with_two_contracts_and_neither_is_OpenAIs()
    {
        var chinese = new CallerAttributes { Country = "CN", OrgCountry = "CN" };
        Assert.Equal((true, "azure-global-by-contract"), Verdict(Decide(chinese, "2024-07-09T00:00Z", Azure)));
        Assert.Equal((true, "azure-china-21vianet"), Verdict(Decide(chinese, "2024-07-09T00:00Z", AzureChina)));
        Assert.Equal((false, "azure-china-21vianet"), Verdict(Decide(new() { OrgCountry = "DE" }, "2024-07-09T00:00Z", AzureChina)));
        var unknown = Decide(CallerAttributes.Unknown, "2024-07-09T00:00Z", AzureChina);
        Assert.True(unknown is { IsAllowed: false, ByDefault: true });
    }

    [Theory]
    [InlineData("2023-08-14T23:59:59.9999999+08:00", true)]
    [InlineData("2023-08-14T15:59:59.9999999Z", true)]
    [InlineData("2023-08-14T16:00:00Z", false)]
    [InlineData("2023-08-15T00:00:00+08:00", false)]
    [InlineData("2023-08-14T18:00:00+02:00", false)]
    public void A_public_service_in_China_needs_a_filed_model_since_midnight_in_Shanghai(string at, bool allowed)
    {
        var service = new CallerAttributes { Country = "CN", Audience = Audience.Public };
        Assert.Equal(allowed, Decide(service, at, Qwen).IsAllowed);
        Assert.True(Decide(service with { Audience = Audience.Internal }, at, Qwen).IsAllowed);
        Assert.True(Decide(service with { Country = "SG" }, at, Qwen).IsAllowed);

        var filing = new FilingEntry { Register = "cn-generative-ai", Number = "ZheJiang-TongYiQianWen-20230901", Models = ["qwen-*"] };
        var filed = Sample.Policy(new AccessConfig { Filings = [filing] }, All).Decide(service, Sample.At(at), Qwen);
        Assert.Equal((true, allowed ? null : filing), (filed.IsAllowed, filed.Filing));
    }

    [Fact]
    public void Dates_of_the_European_act_are_known_and_decide_nothing()
    {
        foreach (var at in new[] { "2025-08-01T21:59:59Z", "2025-08-01T22:00:00Z", "2026-08-02T00:00:00Z", "2027-08-02T00:00:00Z" })
        {
            Assert.Equal((true, null), Verdict(Decide(Sample.From("FR"), at, Qwen)));
        }

        Assert.Equal(
            ["2025-08-01T22:00:00Z", "2026-08-01T22:00:00Z", "2027-08-01T22:00:00Z"],
            Sample.Policy(new AccessConfig(), All).Rules.Where(rule => rule.Entry.Effect == AccessEffect.Note).OrderBy(rule => rule.From).Select(rule => rule.From.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")));
    }

    [Fact]
    public void Who_closes_what_is_unknown_closes_the_catalogue_too()
    {
        var closed = Sample.Policy(new AccessConfig { Unknown = UnknownAnswer.Deny }, All);
        var decision = closed.Decide(CallerAttributes.Unknown, Sample.At("2026-01-01T00:00Z"), OpenAI);
        Assert.True(decision is { IsAllowed: false, ByDefault: true, Rule.Id: "openai-supported-countries" });
    }

    private static AccessDecision Decide(CallerAttributes caller, string at, TargetModel target) => Sample.Policy(new AccessConfig(), All).Decide(caller, Sample.At(at), target);

    private static (bool, string?) Verdict(AccessDecision decision) => (decision.IsAllowed, decision.Rule?.Id);
}
