using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Changeover.Gateway.Recording;
using Changeover.Keys;

namespace Changeover.Tests.Gateway.Recording;

public sealed class BodyRedactorTests
{
    [Theory]
    [InlineData("Authorization: Bearer abcdef0123456789", "Authorization: Bearer [redacted]")]
    [InlineData("use sk-proj-abcDEF0123456789_xyz now", "use [redacted] now")]
    [InlineData("""{"api_key":"abc","model":"m"}""", """{"api_key":"[redacted]","model":"m"}""")]
    [InlineData("""{"arguments":"{\"client_secret\": \"abc\", \"n\": 1}"}""", """{"arguments":"{\"client_secret\": \"[redacted]\", \"n\": 1}"}""")]
    [InlineData("key AKIAIOSFODNN7EXAMPLE.", "key [redacted].")]
    [InlineData("AIzaSyA0123456789012345678901234567890", "[redacted]")]
    [InlineData("bce-v3/ALTAK-0123456789/0123456789abcdef", "[redacted]")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_", "[redacted]")]
    public void What_looks_like_a_credential_is_never_kept(string body, string kept) => Assert.Equal(kept, Redact(body));

    [Theory]
    [InlineData("My password is in the safe; co-responsibility-and-such-long-words; task-force.")]
    [InlineData("""{"model":"sk","messages":[{"role":"user","content":"Was kostet der Bearer?"}],"max_tokens":10}""")]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")]
    [InlineData("ünïcödé 文字 🙂 $1 ${name}")]
    public void Other_text_is_kept_as_it_is(string body) => Assert.Equal(body, Redact(body));

    [Fact]
    public void A_key_of_ours_is_never_kept() => Assert.Equal("my key [redacted]!", Redact($"my key {VirtualKey.Create()}!"));

    [Fact]
    public void The_route_s_rules_are_applied_to_each_match() =>
        Assert.Equal("[redacted] and [redacted], not 12", Redact("4711 and 0815, not 12", new Regex(@"\d{4}", RegexOptions.NonBacktracking)));

    [Fact]
    public void A_rule_that_runs_out_of_time_keeps_nothing()
    {
        var endless = new Regex("^(a|aa)+$", RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(20));

        Assert.Equal(BodyRedactor.TimedOut, Redact(new string('a', 60) + "!", endless));
    }

    [Fact]
    public void A_long_body_is_cut_and_says_so()
    {
        var kept = Redact(new string('é', BodyRedactor.MaxLength));

        Assert.EndsWith($"…[cut: the body has {2 * BodyRedactor.MaxLength} bytes]", kept, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(kept), BodyRedactor.MaxLength / 2, BodyRedactor.MaxLength + 100);
        Assert.DoesNotContain('\uFFFD', kept);
    }

    [Fact]
    public void A_secret_that_the_cut_goes_through_is_not_kept_in_part()
    {
        const string Secret = "sk-0123456789abcdefghijklmnopqrstuvwxyz";
        for (var before = BodyRedactor.MaxLength - 60; before < BodyRedactor.MaxLength + 10; before++)
        {
            var kept = Redact(new string('.', before) + Secret + new string('.', 2000));
            Assert.DoesNotContain("sk-", kept, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Hostile_text_takes_linear_time()
    {
        var clock = Stopwatch.StartNew();
        foreach (var piece in new[] { "\\", "\"api_key", "eyJ-", "sk-", "bearer ", "\\\"secret\\\" : " })
            Redact(string.Concat(Enumerable.Repeat(piece, BodyRedactor.MaxLength / piece.Length)));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20)); // quadratic would be hours
    }

    private static string Redact(string body, params Regex[] rules) => new BodyRedactor(rules).Redact(Encoding.UTF8.GetBytes(body));
}
