using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Changeover.Providers;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Embeddings, legacy completions, and the list of models.</summary>
public sealed class Other_operations
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embeddings_come_as_numbers_and_as_base64()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Faults.Set("region_block"); // they fall back like any other request

        var floats = (JsonArray)(await EmbeddingAsync(gateway, "float"))!;
        var base64 = (string)(await EmbeddingAsync(gateway, "base64"))!;

        Assert.Equal(floats.Select(number => (float)number!), MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(base64)).ToArray());
        var records = gateway.Records();
        Assert.All(records, record => Assert.Equal((Operation.Embeddings, 200, "model-2"), (record.Operation, record.Status, record.ResponseModel)));
        Assert.All(records, record => Assert.Equal(2, record.Usage?.Input));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Completions_are_answered_and_fall_back(bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Faults.Set("region_block");
        using var response = await gateway.PostAsync("v1/completions", $$"""{"model":"gpt-4o","prompt":"Hello there","stream":{{(stream ? "true" : "false")}}}""");
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Contains("\"text\":\"Hello", text, StringComparison.Ordinal);
        Assert.Equal(stream, text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal));
        Assert.DoesNotContain("\"usage\":{", stream ? text : "", StringComparison.Ordinal);
        var record = gateway.Record();
        Assert.Equal((Operation.Completions, 2, 2), (record.Operation, record.Attempts.Count, record.Usage?.Output));
    }

    [Theory]
    [InlineData("embeddings", """{"model":"demo","input":"x"}""")]
    [InlineData("completions", """{"model":"demo","prompt":"x"}""")]
    public async Task What_no_target_can_do_is_said(string path, string body)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(upstreams: "  embedded: {provider: embedded}\n", more: "  demo:\n    targets: [embedded/demo]\n");
        using var response = await gateway.PostAsync($"v1/{path}", body);
        Assert.Equal("capability_missing", (await ErrorAnswer.ReadAsync(response)).Code);
    }

    [Fact]
    public async Task Models_are_the_routes_and_their_names_may_hold_slashes()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(more: "  team/large:v2:\n    targets: [provider-1/x]\n");

        var list = JsonNode.Parse(await gateway.Http.GetStringAsync("v1/models", Cancellation))!;
        Assert.Equal("list", (string?)list["object"]);
        Assert.Equal(["gpt-4o", "team/large:v2"], ((JsonArray)list["data"]!).Select(model => (string?)model!["id"]));
        foreach (var path in new[] { "v1/models/team/large:v2", "v1/models/team%2Flarge%3Av2", "v1/models/gpt-4o" })
        {
            var model = JsonNode.Parse(await gateway.Http.GetStringAsync(path, Cancellation))!;
            Assert.Equal(("model", "changeover"), ((string?)model["object"], (string?)model["owned_by"]));
            Assert.True((long)model["created"]! > 1_700_000_000);
        }

        using var unknown = await gateway.Http.GetAsync("v1/models/gpt-4", Cancellation);
        Assert.Equal("model_not_found", (await ErrorAnswer.ReadAsync(unknown)).Code);
    }

    private static async Task<JsonNode?> EmbeddingAsync(GatewayUnderTest gateway, string format)
    {
        using var response = await gateway.PostAsync("v1/embeddings", $$"""{"model":"gpt-4o","input":"two words","encoding_format":"{{format}}"}""");
        Assert.Equal(200, (int)response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["data"]![0]!["embedding"];
    }
}
