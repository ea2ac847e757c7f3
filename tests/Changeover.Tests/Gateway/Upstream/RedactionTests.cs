using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using CsCheck;

namespace Changeover.Tests.Gateway.Upstream;

public sealed class RedactionTests
{
    private static readonly Gen<string> Secrets = Gen.String[Gen.Char["abcXYZ019-_./+= "], 1, 48];

    /// <summary>Text, and the secret in every way in which a provider may quote it.</summary>
    private static readonly Gen<(string Secret, string Message)> Quoting =
        from secret in Secrets
        from pieces in Gen.OneOf(
            Gen.String,
            Gen.Const(secret),
            Gen.Const(secret.ToUpperInvariant()),
            Gen.Const(secret.Replace(' ', '\n')),
            Gen.Const($"Bearer {secret}"),
            Gen.Int[0, secret.Length].Select(start => secret[start..]),
            Gen.Int[0, secret.Length].Select(end => secret[..end])).Array[0, 12]
        from filler in Gen.Int[0, 5000]
        select (secret, new string('.', filler) + string.Concat(pieces));

    [Fact]
    public void Neither_the_secret_nor_a_part_of_it_is_ever_let_through() =>
        Quoting.Sample(
            (secret, message) =>
            {
                var clean = Redaction.Clean(message, new Secret(secret))!;
                var part = Math.Min(8, secret.Length);
                for (var start = 0; start + part <= secret.Length; start++)
                {
                    Assert.DoesNotContain(secret.Substring(start, part), clean, StringComparison.OrdinalIgnoreCase);
                }
            },
            iter: 1000);

    [Fact]
    public void Any_text_comes_out_bounded_on_one_line_and_the_same_when_cleaned_again() =>
        Gen.String[Gen.Char, 0, 6000].Sample(
            message =>
            {
                var clean = Redaction.Clean(message)!;
                Assert.True(clean.Length <= Redaction.MaxLength);
                Assert.DoesNotContain(clean, char.IsControl);
                Assert.Equal(clean, Redaction.Clean(clean));
            },
            iter: 300);

    [Theory]
    [InlineData("Incorrect API key provided: sk-ab12****************wxyz. You can find your API key at https://platform.openai.com.", "Incorrect API key provided: ••• You can find your API key at https://platform.openai.com.")]
    [InlineData("Invalid header Authorization: Bearer abc.def, try again", "Invalid header Authorization: •••, try again")]
    [InlineData("token bce-v3/ALTAK-Zq1/8f3c expired", "token ••• expired")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln is invalid", "jwt ••• is invalid")]
    [InlineData("key 0123456789abcdef0123456789abcdef.AbCdEfGh12345678 refused", "key ••• refused")]
    [InlineData("Rate limit reached for gpt-4o in organization org-Ab12Cd34 on tokens per min", "Rate limit reached for gpt-4o in organization ••• on tokens per min")]
    [InlineData("Project `proj_9zYxW` does not have access to model `o3`", "Project `•••` does not have access to model `o3`")]
    [InlineData("Your account org-77aa<ak-f3k2j1h0> request reached max concurrency: 3", "Your account •••<•••> request reached max concurrency: 3")]
    [InlineData("contact jane.doe+x@mail.example.co.uk for access", "contact ••• for access")]
    [InlineData("could not reach https://user:pass@10.0.0.1:8080/v1", "could not reach https:•••10.0.0.1:8080/v1")]
    [InlineData("GET /v1/models?api_key=secret1&x=1 failed", "GET /v1/models•••&x=1 failed")]
    [InlineData("line one\r\nX-Injected: yes", "line one  X-Injected: yes")]
    public void What_betrays_by_its_shape_is_removed(string message, string expected) => Assert.Equal(expected, Redaction.Clean(message));

    [Theory]
    [InlineData("This model's maximum context length is 131072 tokens. However, you requested 131329 tokens (123137 in the messages, 8192 in the completion).")]
    [InlineData("The model `Qwen3-235B-A22B-Instruct-2507` does not exist.")]
    [InlineData("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.")]
    [InlineData("您的账户已欠费，请充值后重试")]
    [InlineData("")]
    public void What_helps_the_client_stays(string message) => Assert.Equal(message, Redaction.Clean(message, new Secret("sk-live-0123456789")));

    [Fact]
    public void Every_secret_in_use_is_removed() =>
        Assert.Equal("••• and •••", Redaction.Clean("violet-harbour and QUIET-MEADOW", new Secret("violet-harbour"), new Secret("quiet-meadow")));

    [Fact]
    public void No_message_stays_no_message() => Assert.Null(Redaction.Clean(null, new Secret("whatever")));

    [Fact]
    public void A_cut_never_splits_a_character() =>
        Assert.Equal(new string('.', Redaction.MaxLength - 2) + "…", Redaction.Clean(new string('.', Redaction.MaxLength - 2) + "😀😀"));
}
