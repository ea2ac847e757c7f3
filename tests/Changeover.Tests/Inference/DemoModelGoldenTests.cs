using System.Globalization;
using System.Text;
using System.Text.Json;
using Changeover.Inference;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Tests.Inference;

/// <summary>What the network said in PyTorch (<c>tools/demo-model/golden.json</c>), said again by our tokenizer, template, graph and decoding loop.</summary>
public sealed class DemoModelGoldenTests : IDisposable
{
    private readonly EmbeddedModel _model = EmbeddedModel.Load(EmbeddedModel.DemoFolder, new EmbeddedModelOptions { QueueDeadline = TimeSpan.FromMinutes(2) }, TimeProvider.System);

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task Every_golden_prompt_gets_its_golden_answer()
    {
        using var golden = JsonDocument.Parse(await File.ReadAllBytesAsync(Repository.PathOf("tools/demo-model/golden.json"), TestContext.Current.CancellationToken));
        List<(string Name, string Answer)> expected = [], actual = [];
        foreach (var row in golden.RootElement.EnumerateArray())
        {
            var name = row.GetProperty("name").GetString()!;
            expected.Add((name, row.GetProperty("answer").GetString()!));
            actual.Add((name, AsTheModelWrites(await _model.EventsAsync(Request(row)))));
        }

        Assert.True(expected.Count >= 20);
        Assert.Equal(expected, actual);
    }

    private static ChatRequest Request(JsonElement row)
    {
        var tools = row.TryGetProperty("tools", out var declared) ? $",\"tools\":{declared.GetRawText()}" : "";
        var body = $$"""{"model":"demo","temperature":0,"max_tokens":300,"messages":{{row.GetProperty("messages").GetRawText()}}{{tools}}}""";
        Assert.True(RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out var request, out var fault), fault?.ToString());
        return request;
    }

    private static string AsTheModelWrites(List<ChatEvent> events)
    {
        var calls = events.OfType<ChatEvent.ToolCallStarted>().Select(call => string.Format(
            CultureInfo.InvariantCulture,
            "<tool_call>\n{{\"name\": \"{0}\", \"arguments\": {1}}}\n</tool_call>",
            call.Name,
            string.Concat(events.OfType<ChatEvent.ToolCallDelta>().Where(delta => delta.Index == call.Index).Select(delta => delta.Arguments))));
        return TinyModel.TextOf(events) + string.Join('\n', calls);
    }
}
