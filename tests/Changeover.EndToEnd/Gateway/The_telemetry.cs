using System.Net.Http.Json;
using System.Text;

namespace Changeover.EndToEnd.Gateway;

/// <summary>What a collector gets.</summary>
public sealed class The_telemetry
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string ClientSpan = "00f067aa0ba902b7";

    [Theory]
    [InlineData("grpc", "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")]
    [InlineData("http_protobuf", "/v1/traces", "/v1/metrics")]
    public async Task A_collector_gets_the_spans_of_a_request_in_the_clients_trace(string protocol, string traces, string metrics)
    {
        await using var collector = await Collector.StartAsync(protocol == "grpc");
        await using (var gateway = await GatewayUnderTest.StartAsync(2, more: $"telemetry:\n  otlp: {collector.Address}\n  otlp_protocol: {protocol}\n"))
        {
            gateway.First.Faults.Set("region_block");
            using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
            {
                Content = JsonContent.Create(new { model = "gpt-4o", messages = new[] { new { role = "user", content = "a confidential question" } } }),
                Headers = { { "traceparent", $"00-{Trace}-{ClientSpan}-01" } },
            };
            using var answer = await gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
        }

        var spans = collector.Received(traces);
        foreach (var word in new[] { "service.name", "changeover", "service.version", "chat gpt-4o", "chat model-1", "chat model-2", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.usage.input_tokens", "error.type" })
        {
            Assert.True(spans.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0, $"There is no {word}.");
        }

        Assert.Equal(3, Count(spans, Convert.FromHexString(Trace)));
        Assert.Equal(1, Count(spans, Convert.FromHexString(ClientSpan)));
        Assert.True(spans.AsSpan().IndexOf("confidential"u8) < 0);

        var values = collector.Received(metrics);
        foreach (var word in new[] { "service.name", "gen_ai.client.operation.duration", "gen_ai.client.token.usage", "changeover.attempts", "changeover.overhead" })
        {
            Assert.True(values.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0, $"There is no {word}.");
        }
    }

    private static int Count(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part) => text.Count(part);
}
