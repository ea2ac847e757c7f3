using System.Text.Json;
using Changeover.EndToEnd.Samples;

namespace Changeover.EndToEnd.Gateway;

/// <summary>The log of the executable in its form for programs.</summary>
public sealed class The_log
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_one_JSON_object_per_line_and_holds_nothing_of_what_was_said()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(1, route: "    record: bodies\n", more: "server:\n  log: json\n");
        using var serve = Executable.Start("serve", "--config", gateway.ConfigFile, "--urls", "http://127.0.0.1:0", "--data", gateway.Data + "2");
        var lines = new List<string> { (await serve.StandardOutput.ReadLineAsync(Cancellation))! };
        var listening = JsonDocument.Parse(lines[0]).RootElement;
        var address = listening.GetProperty("State").GetProperty("Addresses").GetString()!;

        using (var http = new HttpClient { BaseAddress = new Uri(address) })
        {
            foreach (var fault in new[] { "rate_limited", "internal_error", "cut_mid_frame", "malformed_json" })
            {
                gateway.First.Faults.Set(fault);
                foreach (var stream in new[] { "true", "false" })
                {
                    using var answer = await http.PostAsync("v1/chat/completions", new StringContent($$"""{"model":"gpt-4o","stream":{{stream}},"messages":[{"role":"user","content":"confidential words"}]}""", null, "application/json"), Cancellation);
                }
            }

            using var malformed = await http.PostAsync("v1/chat/completions", new StringContent("""{"confidential": """, null, "application/json"), Cancellation);
        }

        await File.AppendAllTextAsync(gateway.ConfigFile, "nonsense: true\n", Cancellation);
        for (var id = 0; id != 1102;)
        {
            lines.Add((await serve.StandardOutput.ReadLineAsync(Cancellation))!);
            id = JsonDocument.Parse(lines[^1]).RootElement.GetProperty("EventId").GetInt32();
        }

        await Executable.SignalAsync(serve, "TERM");
        lines.AddRange((await serve.StandardOutput.ReadToEndAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(1000, listening.GetProperty("EventId").GetInt32());
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        Assert.DoesNotContain(lines, line => line.Contains("confidential", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(GatewayUnderTest.UpstreamCredential, StringComparison.Ordinal));
    }
}
