using System.Text;
using CsCheck;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Requests that chance has damaged: never a 500, always OpenAI's shape, always exactly one record.</summary>
public sealed class Mutated_requests
{
    private const string Whole = """
        {"model":"gpt-4o","stream":false,"temperature":0.7,"n":1,"max_tokens":50,"stop":["\n"],"seed":7,"logit_bias":{"5":-1},"stream_options":null,"response_format":{"type":"text"},
        "messages":[{"role":"system","content":"Be kind."},{"role":"user","content":[{"type":"text","text":"Hello \u00e9 é 你好"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
        {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},{"role":"tool","tool_call_id":"c1","content":"2"}],
        "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}}]}
        """;

    private static readonly string[] Values = ["null", "true", "-1", "1e999", "123456789012345678901234567890", "\"\"", "\"\\ud800\"", "[]", "{}", "[[[[]]]]", "{\"a\":1,\"a\":2}", "\"\\u0000\"", "0.1e-400"];
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Whole);

    private static readonly Gen<byte[]> Flipped = Gen.Select(Gen.Int[0, Bytes.Length - 1], Gen.Byte).Array[1, 6].Select(flips =>
    {
        var bytes = (byte[])Bytes.Clone();
        foreach (var (at, value) in flips)
        {
            bytes[at] = value;
        }

        return bytes;
    });

    private static readonly Gen<byte[]> Cut = Gen.Int[0, Bytes.Length].Select(length => Bytes[..length]);

    private static readonly Gen<byte[]> Doubled = Gen.Select(Gen.Int[0, Bytes.Length - 1], Gen.Int[1, 80]).Select((at, length) =>
    {
        var end = Math.Min(at + length, Bytes.Length);
        return (byte[])[.. Bytes[..end], .. Bytes[at..]];
    });

    /// <summary>A value in the place of another, so that the JSON stays JSON and the types are wrong.</summary>
    private static readonly Gen<byte[]> Mistyped = Gen.Select(Gen.Int[0, Whole.Split(':').Length - 2], Gen.Int[0, Values.Length - 1].Select(at => Values[at])).Select((field, value) =>
    {
        var parts = Whole.Split(':');
        var rest = parts[field + 1];
        var end = rest.IndexOfAny([',', '}', ']']);
        parts[field + 1] = value + (end < 0 ? "" : rest[end..]);
        return Encoding.UTF8.GetBytes(string.Join(':', parts));
    });

    [Fact]
    public async Task Get_an_answer_or_an_error_and_one_record()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        var sent = 0;
        await Gen.OneOf(Flipped, Cut, Doubled, Mistyped).SampleAsync(
            async body =>
            {
                using var response = await gateway.PostAsync("v1/chat/completions", body);
                var status = (int)response.StatusCode;
                Assert.InRange(status, 200, 499);
                if (status != 200)
                {
                    // The Sandbox gives its own refusals no code; the gateway then gives its own.
                    await ErrorAnswer.ReadAsync(response);
                }

                Interlocked.Increment(ref sent);
            },
            iter: 1500,
            threads: 4);

        Assert.True(sent >= 1500);
        var records = gateway.Records();
        Assert.Equal(sent, records.Count);
        Assert.All(records, record => Assert.NotEqual("internal_error", record.ErrorCode));
        Assert.True(gateway.First.Journal.Received > 0, "Not one of them was let through.");
        Assert.DoesNotContain("met a fault", gateway.Log.Text, StringComparison.Ordinal);
    }
}
