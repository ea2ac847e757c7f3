using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Refusals about the content: an answer, unless another target may see it differently.</summary>
public sealed class What_a_provider_refuses
{
    private const string GoesOn = "    fall_back_on_content_filter: true\n";

    private static readonly FaultPlan TooLong = new("raw")
    {
        Parameters = new() { ["status"] = 400, ["body"] = """{"error":{"message":"This model holds 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("prompt_filtered", false)]
    [InlineData("prompt_filtered", true)]
    [InlineData("finish_reason", false)]
    [InlineData("finish_reason", true)]
    public async Task A_filtered_content_goes_on_only_where_the_route_says_so(string fault, bool stream)
    {
        await using var stays = await GatewayUnderTest.StartAsync();
        await using var goesOn = await GatewayUnderTest.StartAsync(route: GoesOn);
        // Of an answer whose first tokens were sent, the rest cannot come from elsewhere: here the filter strikes at once.
        var plan = fault == "finish_reason" ? new FaultPlan(fault) { Parameters = new() { ["tokens"] = 0 } } : new FaultPlan(fault);
        stays.First.Faults.Set(plan);
        goesOn.First.Faults.Set(plan);

        using var refused = await stays.ChatAsync(stream);
        using var answered = await goesOn.ChatAsync(stream);

        Assert.Contains("content_filter", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(fault == "finish_reason" ? 200 : 400, (int)refused.StatusCode);
        Assert.Equal(0, stays.Second.Journal.Received);
        Assert.Contains("Hello", await answered.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(["provider-1", "provider-2"], goesOn.Record().Attempts.Select(attempt => attempt.Upstream));
    }

    [Fact]
    public async Task A_prompt_that_is_too_long_for_one_model_may_fit_the_next()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Faults.Set(TooLong);
        using var response = await gateway.ChatAsync();

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(Providers.ErrorClass.ContextLength, gateway.Record().Attempts[0].Class);
    }

    [Fact]
    public async Task A_prompt_that_is_too_long_for_all_is_told_in_the_providers_words()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Faults.Set(TooLong);
        gateway.Second.Faults.Set(TooLong);
        using var response = await gateway.ChatAsync();

        Assert.Equal(new ErrorAnswer(400, "context_length_exceeded", "This model holds 8192 tokens.", "messages"), await ErrorAnswer.ReadAsync(response));
    }
}
