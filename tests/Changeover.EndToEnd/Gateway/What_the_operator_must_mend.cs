using System.Text;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Gateway;

/// <summary>A refused credential is not the client's fault, and nobody gets to read it.</summary>
public sealed class What_the_operator_must_mend
{
    private static readonly FaultPlan QuotesTheKey = new("unauthorized") { Parameters = new() { ["quote_key"] = true } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refused_credential_goes_to_the_next_target(bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Faults.Set(QuotesTheKey);
        using var response = await gateway.ChatAsync(stream);

        Assert.Equal(200, (int)response.StatusCode);
        await HoldsNoCredentialAsync(gateway, response);
        Assert.Equal(Providers.ErrorClass.Auth, gateway.Record().Attempts[0].Class);
    }

    [Theory]
    [InlineData("unauthorized")]
    [InlineData("raw")]
    public async Task Without_another_target_it_is_a_502_that_does_not_quote_it(string fault)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        gateway.First.Faults.Set(fault == "raw"
            ? new FaultPlan("raw") { Parameters = new() { ["status"] = 400, ["body"] = $$$"""{"error":{"message":"Do not send {{{GatewayUnderTest.UpstreamCredential}}} here","type":"t","code":"c-{{{GatewayUnderTest.UpstreamCredential}}}","param":"{{{GatewayUnderTest.UpstreamCredential}}}"}}""" } }
            : QuotesTheKey);
        using var response = await gateway.ChatAsync();

        Assert.Equal(fault == "raw" ? 400 : 502, (int)response.StatusCode);
        await HoldsNoCredentialAsync(gateway, response);
    }

    private static async Task HoldsNoCredentialAsync(GatewayUnderTest gateway, HttpResponseMessage response)
    {
        var answer = response + await response.Content.ReadAsStringAsync(Cancellation);
        foreach (var part in new[] { GatewayUnderTest.UpstreamCredential, GatewayUnderTest.UpstreamCredential[12..28] })
        {
            Assert.DoesNotContain(part, answer, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(part, gateway.Log.Text, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(-1, gateway.OnDisk().AsSpan().IndexOf(Encoding.UTF8.GetBytes(part)));
        }
    }
}
