using Changeover.Protocol.Signing;

namespace Changeover.Tests.Protocol.Signing;

public sealed class BceSignatureTests
{
    private const string AccessKey = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string SecretKey = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private const string Path = "/v1/test/myfolder/readme.txt";

    private static readonly DateTimeOffset Time = new(2015, 4, 27, 16, 23, 49, TimeSpan.FromHours(8));

    /// <summary>The worked example of intl.cloud.baidu.com/doc/Reference/s/Gjwvz1xez-en, which leaves the list of signed headers out.</summary>
    [Fact]
    public void The_published_example_has_its_published_signature() =>
        Assert.Equal(
            "bce-auth-v1/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/2015-04-27T08:23:49Z/1800/content-length;content-md5;content-type;host;x-bce-date/"
            + "d74a04362e6a848f5b39b15421cb449427f419c95a480fd6b8cf9fc783e2999e",
            Sign(Path, "partNumber=9&uploadId=a44cc9bab11cbd156984767aad637851"));

    [Theory]
    [InlineData("b=2&a=1&authorization=x", "a=1&b=2")]
    [InlineData("a=%7e~%20", "a=~~%20")]
    [InlineData("a", "a=")]
    public void Queries_that_mean_the_same_are_signed_the_same(string one, string other) => Assert.Equal(Sign(Path, one), Sign(Path, other));

    [Fact]
    public void A_path_is_signed_the_same_however_it_is_escaped()
    {
        Assert.Equal(Sign("/a%2fb/%E4%BD%A0", ""), Sign("/a%2Fb/你", ""));
        Assert.NotEqual(Sign("/a%2Fb", ""), Sign("/a/b", ""));
    }

    private static string Sign(string path, string query)
    {
        var headers = new Dictionary<string, string>
        {
            ["Host"] = "bj.bcebos.com",
            ["Content-Type"] = "text/plain",
            ["Content-Length"] = "8",
            ["Content-Md5"] = "NFzcPqhviddjRNnSOGo4rw==",
            ["x-bce-date"] = "2015-04-27T08:23:49Z",
        };
        return BceSignature.Authorization(new RequestToSign("PUT", path, query, headers, default), AccessKey, SecretKey, Time, TimeSpan.FromMinutes(30));
    }
}
