using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Tests.Protocol.ChoiceChunks;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>What only a provider has a word for, in the middle of its stream: no client gets it, and each is told.</summary>
public sealed class PassedByTests
{
    private const string Chat = """
        data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"a","annotations":[{"type":"url_citation"}]}}]}

        data: {"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    private const string Responses = """
        event: response.output_item.added
        data: {"type":"response.output_item.added","output_index":0,"item":{"type":"web_search_call","id":"ws_1","status":"in_progress"}}

        event: response.completed
        data: {"type":"response.completed","response":{"id":"resp_1","model":"m","status":"completed","output":[]}}


        """;

    private const string Messages = """
        data: {"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}}

        data: {"type":"content_block_stop","index":0}

        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}

        data: {"type":"message_stop"}


        """;

    private const string Picture = """
        data: {"candidates":[{"content":{"role":"model","parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="}}]},"finishReason":"STOP","index":0}],"responseId":"r","modelVersion":"m"}


        """;

    private const string Grounding = """
        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"a"}]},"finishReason":"STOP","index":0,"groundingMetadata":{"webSearchQueries":["q"]},"safetyRatings":[]}],"responseId":"r","modelVersion":"m"}


        """;

    public static TheoryData<Dialect, string, string> Streams => new()
    {
        { Dialect.OpenAIChat, Chat, "content.annotations" },
        { Dialect.OpenAIResponses, Responses, "content.web_search_call" },
        { Dialect.AnthropicMessages, Messages, "content.server_tool_use" },
        { Dialect.Gemini, Picture, "content.inlineData" },
        { Dialect.Gemini, Grounding, "message.groundingMetadata" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void What_only_its_provider_has_a_word_for_is_told_to_every_client(Dialect provider, string stream, string path)
    {
        List<ChatEvent> events = ProviderStream.Read(Codecs.Provider(provider).OpenStream(RichAnswers.Asked(provider)), [Encoding.UTF8.GetBytes(stream)]);
        Assert.DoesNotContain(events, step => step is ChatEvent.Failed);
        foreach (Dialect client in Codecs.Clients)
        {
            var losses = new LossList();
            RichAnswers.CheckOrder(client, RichAnswers.Written(client, events, losses));
            Assert.Equal([path], losses.Where(loss => !loss.Path.StartsWith("usage", StringComparison.Ordinal)).Select(loss => loss.Path));
        }
    }
}
