using Changeover.Gateway.Snapshot;

namespace Changeover.Tests.Gateway.Snapshot;

public sealed class SnapshotCompilerTests
{
    private const string TwoUpstreams =
        """
        upstreams:
          openai:
            provider: openai
            credential: ${OPENAI_API_KEY}
            headers: { X-Team: "${TEAM}" }
          local:
            provider: openai-compatible
            base_url: http://127.0.0.1:8000/v1
        routes:
          chat:
            targets: [openai/gpt-4o-mini, { target: local/org/model, weight: 2 }]
            strategy: weighted
            max_body: 1MiB
            record: bodies
            redact: ['[0-9]{6,}']
          plain:
            targets: [local/m]
        """;

    [Fact]
    public void Without_a_file_the_demo_model_answers()
    {
        var snapshot = Compile("");

        var target = Assert.Single(snapshot.Routes["demo"].Targets);
        Assert.Equal("embedded/demo", target.ToString());
        Assert.Null(target.Upstream.BaseUrl);
        Assert.Equal("http://127.0.0.1:7090", snapshot.Config.Server.Urls);
    }

    [Fact]
    public void Routes_get_their_targets_with_addresses_credentials_and_headers()
    {
        var route = Compile(TwoUpstreams).Routes["chat"];

        Assert.Equal(["openai/gpt-4o-mini", "local/org/model"], route.Targets.Select(target => target.ToString()));
        Assert.Equal([1, 2], route.Targets.Select(target => target.Weight));
        var openai = route.Targets[0].Upstream;
        Assert.Equal(new Uri("https://api.openai.com/v1/"), openai.BaseUrl);
        Assert.Equal("key-a", openai.Credential?.Reveal());
        Assert.Equal("blue", Assert.Single(openai.Headers).Value.Reveal());
        Assert.Equal("x [redacted]", Assert.Single(route.Redact).Replace("x 1234567", "[redacted]"));
    }

    [Fact]
    public void A_route_without_a_body_limit_has_the_servers()
    {
        var snapshot = Compile(TwoUpstreams);

        Assert.Equal(1024 * 1024, snapshot.Routes["chat"].MaxBody);
        Assert.Equal(32 * 1024 * 1024, snapshot.Routes["plain"].MaxBody);
    }

    [Fact]
    public void The_hash_is_the_same_for_another_order_comments_and_written_defaults()
    {
        const string rewritten =
            """
            # the same, said differently
            routes:
              plain: { targets: [local/m], strategy: order }
              chat:
                redact: ["[0-9]{6,}"]
                record: bodies
                max_body: 1024KiB
                strategy: weighted
                targets:
                  - { target: openai/gpt-4o-mini, weight: 1.0 }
                  - { weight: 2, target: local/org/model }
            upstreams:
              local: { base_url: "http://127.0.0.1:8000/v1", provider: openai-compatible, timeouts: { connect: 5000ms } }
              openai: { headers: { X-Team: "${TEAM}" }, credential: "${OPENAI_API_KEY}", provider: openai }
            """;

        Assert.Equal(Compile(TwoUpstreams).ConfigHash, Compile(rewritten).ConfigHash);
        Assert.Matches("^[0-9a-f]{12}$", Compile(rewritten).ConfigHash);
    }

    [Theory]
    [InlineData("weight: 2", "weight: 3")]
    [InlineData("[local/m]", "[local/n]")]
    [InlineData("${OPENAI_API_KEY}", "${TEAM}")]
    [InlineData("8000/v1", "8001/v1")]
    public void The_hash_differs_for_another_meaning(string before, string after) =>
        Assert.NotEqual(Compile(TwoUpstreams).ConfigHash, Compile(TwoUpstreams.Replace(before, after, StringComparison.Ordinal)).ConfigHash);

    [Fact]
    public void Another_key_changes_the_fingerprint_of_its_upstream_only_and_not_the_hash()
    {
        var (before, after) = (Compile(TwoUpstreams), Compile(TwoUpstreams, key: "key-b"));

        Assert.Equal(before.ConfigHash, after.ConfigHash);
        Assert.NotEqual(before.Upstreams["openai"].Fingerprint, after.Upstreams["openai"].Fingerprint);
        Assert.Equal(before.Upstreams["local"].Fingerprint, after.Upstreams["local"].Fingerprint);
    }

    private static GatewaySnapshot Compile(string text, string key = "key-a")
    {
        var result = TestConfig.Read(text, ("OPENAI_API_KEY", key), ("TEAM", "blue"));
        Assert.Empty(result.Faults);
        return SnapshotCompiler.Compile(result.Config, TestConfig.Providers, result.Credentials);
    }
}
