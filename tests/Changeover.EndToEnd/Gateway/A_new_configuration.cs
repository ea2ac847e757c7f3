using System.Text;

namespace Changeover.EndToEnd.Gateway;

/// <summary>The configuration changes under traffic, and no request notices.</summary>
public sealed class A_new_configuration
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Swaps_targets_without_one_failed_request()
    {
        const int Requests = 400;
        await using var gateway = await GatewayUnderTest.StartAsync();
        var both = await File.ReadAllTextAsync(gateway.ConfigFile, Cancellation);
        string[] variants =
        [
            both,
            both.Replace("      - provider-2/model-2\n", "", StringComparison.Ordinal),
            both.Replace("      - provider-1/model-1\n", "", StringComparison.Ordinal),
            both.Replace("    credential:", "    http11: true\n    credential:", StringComparison.Ordinal), // the upstreams themselves are made anew
        ];
        var left = Requests;
        var failures = new StringBuilder();
        var clients = Task.WhenAll(Enumerable.Range(0, 8).Select(async client =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var response = await gateway.ChatAsync(stream: client % 2 == 0);
                var text = await response.Content.ReadAsStringAsync(Cancellation);
                if (!response.IsSuccessStatusCode || !text.Contains("\"stop\"", StringComparison.Ordinal))
                {
                    lock (failures)
                    {
                        failures.AppendLine(text);
                    }
                }
            }
        }));
        var swaps = 0;
        while (!clients.IsCompleted)
        {
            Assert.Empty(gateway.Reconfigure(_ => variants[++swaps % variants.Length]).Faults);
            await Task.Yield();
        }

        await clients;
        Assert.Equal("", failures.ToString());
        Assert.True(swaps >= variants.Length, $"only {swaps} swaps");
        Assert.Equal(Requests, gateway.Records().Count);
        Assert.All(gateway.Records(), record => Assert.Equal(200, record.Status));
    }

    [Fact]
    public async Task Lets_a_running_stream_finish_on_the_old_one()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Behaviour = gateway.First.Behaviour with { TokensPerSecond = 20 };
        using var running = await gateway.ChatAsync(stream: true, text: "sandbox: words=20");
        var status = gateway.Reconfigure(text => Without(text, "provider-1"));
        using var next = await gateway.ChatAsync();

        Assert.True(status.Succeeded);
        Assert.Equal("provider-2/model-2", Assert.Single(next.Headers.GetValues("x-changeover-target")));
        Assert.EndsWith("data: [DONE]\n\n", await running.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var records = gateway.Records();
        Assert.Equal(2, records.Select(record => record.ConfigHash).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(200, records.Single(record => record.Attempts[0].Upstream == "provider-1").Status);
    }

    [Theory]
    [InlineData("- provider-1/model-1", "- provider-7/model-1", "provider-7")]
    [InlineData(null, "", "The file is empty")]
    public async Task That_has_a_fault_changes_nothing_and_says_so(string? part, string instead, string fault)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var good = await File.ReadAllTextAsync(gateway.ConfigFile, Cancellation);

        // As an editor does it: the gateway sees by itself that the file has changed.
        await File.WriteAllTextAsync(gateway.ConfigFile, part is null ? instead : good.Replace(part, instead, StringComparison.Ordinal), Cancellation);
        await Eventually.HoldsAsync(async () => (await gateway.Http.GetStringAsync("readyz", Cancellation)).Contains("failed", StringComparison.Ordinal));
        using var response = await gateway.ChatAsync();
        Assert.Equal("provider-1/model-1", Assert.Single(response.Headers.GetValues("x-changeover-target")));
        await Eventually.HoldsAsync(() => Task.FromResult(gateway.Log.Text.Contains(fault, StringComparison.Ordinal)));

        await File.WriteAllTextAsync(gateway.ConfigFile, Without(good, "provider-1"), Cancellation);
        await Eventually.HoldsAsync(async () => (await gateway.Http.GetStringAsync("readyz", Cancellation)).Contains("reload ok", StringComparison.Ordinal));
        using var after = await gateway.ChatAsync();
        Assert.Equal("provider-2/model-2", Assert.Single(after.Headers.GetValues("x-changeover-target")));
    }

    private static string Without(string text, string provider)
    {
        var lines = text.Split('\n').ToList();
        var start = lines.IndexOf($"  {provider}:");
        lines.RemoveRange(start, 4);
        return string.Join('\n', lines.Where(line => !line.Contains($"- {provider}/", StringComparison.Ordinal)));
    }
}
