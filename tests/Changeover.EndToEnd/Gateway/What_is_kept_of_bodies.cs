using System.Text;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Nothing of a prompt or an answer is kept, unless the route says so, and then without what its rules take out.</summary>
public sealed class What_is_kept_of_bodies
{
    private const string Marker = "zanzibar";
    private const string Secret = "4929 1234 5678 9012";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string?> Faults => new("region_block", "malformed_json", "prompt_filtered", "error_event_first", "cut_mid_frame", "html_200", null);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Nothing_on_disk_and_nothing_in_the_log(string? fault)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        if (fault is not null)
        {
            gateway.First.Faults.Set(fault);
        }

        foreach (var stream in new[] { false, true })
        {
            using var response = await gateway.ChatAsync(stream, text: $"one two {Marker} three");
            await response.Content.ReadAsStringAsync(Cancellation);
        }

        using var broken = await gateway.PostAsync("v1/chat/completions", $$"""{"model":"gpt-4o","messages":[{"{{Marker}}":1,"{{Marker}}":2}]}""");
        using var mistyped = await gateway.PostAsync("v1/chat/completions", $$"""{"model":"gpt-4o","messages":"{{Marker}}"}""");
        Assert.Equal(4, gateway.Records().Count);
        Assert.Equal(-1, gateway.OnDisk().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Marker)));
        Assert.DoesNotContain(Marker, gateway.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_bodies_without_what_the_rules_take_out(bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: "    record: bodies\n    redact: ['\\d{4}[ -]\\d{4}[ -]\\d{4}[ -]\\d{4}']\n");
        gateway.First.Behaviour = gateway.First.Behaviour with { ChunkTokens = 100 };
        using var response = await gateway.ChatAsync(stream, text: $"{Marker} {Secret}");
        Assert.Contains(Secret, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        var record = gateway.Record();
        Assert.Contains($"{Marker} [redacted]", record.RequestBody, StringComparison.Ordinal);
        Assert.Contains($"{Marker} [redacted]", record.AnswerBody, StringComparison.Ordinal);
        Assert.Equal(-1, gateway.OnDisk().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)));
        Assert.DoesNotContain(Marker, gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stream_spells_out_token_by_token_is_taken_out_too()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: "    record: bodies\n    redact: ['zan\\S*']\n");
        gateway.First.Behaviour = gateway.First.Behaviour with { ChunkTokens = 1 };
        using var response = await gateway.ChatAsync(stream: true, text: $"one {Marker} two");
        await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("[redacted]", gateway.Record().AnswerBody, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, gateway.Record().AnswerBody, StringComparison.Ordinal);
    }
}
