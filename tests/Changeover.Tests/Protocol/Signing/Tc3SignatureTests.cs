using System.Text;
using Changeover.Protocol.Signing;

namespace Changeover.Tests.Protocol.Signing;

public sealed class Tc3SignatureTests
{
    private const string Payload = """{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""";

    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1_551_113_065);

    /// <summary>The worked example of cloud.tencent.com/document/api/1729/101843 in its older form.</summary>
    [Fact]
    public void The_older_published_example_has_its_published_signature() =>
        Assert.Equal(
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, "
            + "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
            Tc3Signature.Authorization(Request(), "cvm", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", Time));

    /// <summary>The same page in its newer form: one more header is signed, and the credential is hidden by asterisks.</summary>
    [Fact]
    public void The_newer_published_example_has_its_published_signature() =>
        Assert.Equal(
            "TC3-HMAC-SHA256 Credential=AKID********************************/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host;x-tc-action, "
            + "Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f",
            Tc3Signature.Authorization(Request(("X-TC-Action", "DescribeInstances")), "cvm", "AKID" + new string('*', 32), new string('*', 32), Time));

    /// <summary>Computed once by other means from the rules of that page: no published example is of Hunyuan.</summary>
    [Fact]
    public void A_request_to_Hunyuan_is_signed_by_the_same_rules()
    {
        var request = new RequestToSign(
            "POST",
            "/",
            "",
            new Dictionary<string, string> { ["Content-Type"] = "application/json", ["Host"] = "hunyuan.tencentcloudapi.com" },
            """{"Model":"hunyuan-lite","Messages":[{"Role":"user","Content":"hi"}],"Stream":false}"""u8.ToArray());

        Assert.EndsWith(
            "SignedHeaders=content-type;host, Signature=2aab3bc99598abb524a1eb579ae36d5a23d7c423f802d1efab768c7f4db5597f",
            Tc3Signature.Authorization(request, "hunyuan", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", Time),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_date_is_that_of_Greenwich()
    {
        DateTimeOffset elsewhere = new(2026, 1, 1, 0, 30, 0, TimeSpan.FromHours(8));

        Assert.Contains("/2025-12-31/cvm/", Tc3Signature.Authorization(Request(), "cvm", "id", "key", elsewhere), StringComparison.Ordinal);
        Assert.Equal(Tc3Signature.Authorization(Request(), "cvm", "id", "key", elsewhere), Tc3Signature.Authorization(Request(), "cvm", "id", "key", elsewhere.ToUniversalTime()));
    }

    private static RequestToSign Request(params (string Name, string Value)[] more)
    {
        var headers = new Dictionary<string, string> { ["Host"] = "cvm.tencentcloudapi.com", ["Content-Type"] = " application/json; charset=utf-8 " };
        foreach ((string name, string value) in more)
        {
            headers.Add(name, value);
        }

        return new RequestToSign("POST", "/", "", headers, Encoding.UTF8.GetBytes(Payload));
    }
}
