using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Tests.Providers;

public sealed class Tc3CredentialTests
{
    private const string Config = "upstreams:\n  hunyuan:\n    provider: hunyuan-native\n    credential: ${KEY}\nroutes:\n  chat:\n    targets: [hunyuan/hunyuan-lite]\n";

    [Theory]
    [InlineData("only-one-half")]
    [InlineData("id:")]
    [InlineData(":key")]
    [InlineData("id:key:")]
    public void A_credential_without_two_halves_is_refused_at_the_start_and_not_shown(string credential)
    {
        var fault = Assert.Single(Read(credential).Faults);

        Assert.Equal("upstreams.hunyuan.credential", fault.Path);
        Assert.Contains("SecretId:SecretKey", fault.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(credential, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_half_is_a_secret()
    {
        var read = Read("id:key");
        var snapshot = SnapshotCompiler.Compile(read.Config, ProviderRegistry.ByName, read.Credentials);

        Assert.Empty(read.Faults);
        Assert.Equal(["id:key", "id", "key"], snapshot.Upstreams["hunyuan"].Secrets.Select(secret => secret.Reveal()));
    }

    private static ConfigResult Read(string credential) =>
        new ConfigLoader(ProviderRegistry.ByName, new Dictionary<string, string> { ["KEY"] = credential }, Path.GetTempPath()).Read("/etc/changeover/changeover.yaml", Config);
}
