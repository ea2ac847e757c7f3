using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Tests.Protocol.AnthropicMessages;
using Changeover.Tests.Protocol.ChoiceChunks;
using Changeover.Tests.Protocol.DashScope;
using Changeover.Tests.Protocol.Gemini;
using Changeover.Tests.Protocol.Hunyuan;
using Changeover.Tests.Protocol.Ollama;
using Changeover.Tests.Protocol.OpenAIChat;
using Changeover.Tests.Protocol.OpenAIResponses;
using CsCheck;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>Answers of each provider dialect with everything that it has, as bytes on their way to a client.</summary>
internal static class RichAnswers
{
    /// <summary>Asks to be shown all that there is.</summary>
    public static ChatRequest Asked(Dialect dialect) => new()
    {
        Dialect = dialect,
        OriginalModel = "m",
        Messages = [],
        Tools = [new ToolDefinition("f", null, null, Strict: false)],
        Stream = true,
        IncludeUsage = true,
        ShowReasoning = true,
        ReasoningBudget = 2048,
        WantsSeals = true,
    };

    public static Gen<List<ChatEvent>> Of(Dialect provider) => provider switch
    {
        Dialect.OpenAIChat => EventGen.Stream,
        Dialect.OpenAIResponses => OpenAIResponses.TurnGen.Stream,
        Dialect.AnthropicMessages => AnthropicMessages.TurnGen.Stream,
        Dialect.Gemini => GeminiEventGen.Stream,
        _ => ChoiceGen.Stream,
    };

    /// <summary>The stream of a provider.</summary>
    public static byte[] Sent(Dialect provider, List<ChatEvent> events) => provider switch
    {
        Dialect.DashScope => Encoding.UTF8.GetBytes(DashScopeText.Write(events, isCumulative: false)),
        Dialect.Hunyuan => Encoding.UTF8.GetBytes(HunyuanText.Write(events, saysDone: true)),
        _ => Written(provider, events, []),
    };

    /// <summary>The stream that a client gets.</summary>
    public static byte[] Written(Dialect client, List<ChatEvent> events, LossList losses) => Codecs.Bytes(output =>
    {
        using IAnswerStreamWriter writer = Codecs.Client(client).OpenStream(Asked(client), losses);
        events.ForEach(step => writer.Write(step, output));
        writer.End(output);
    });

    /// <summary>A client's stream as the client reads it.</summary>
    public static IReadOnlyList<Fact> FactsOfStream(Dialect client, byte[] stream) => client == Dialect.Ollama
        ? AnswerFacts.Of(OllamaAnswer.Read(Encoding.UTF8.GetString(stream)))
        : AnswerFacts.Of(ProviderStream.Read(Codecs.Provider(client).OpenStream(Asked(client)), [stream]));

    /// <summary>A whole answer, written for a client and read as it reads it.</summary>
    public static ChatAnswer Carry(ChatAnswer answer, Dialect client, LossList losses)
    {
        byte[] body = Codecs.Bytes(output => Codecs.Client(client).WriteAnswer(answer, Asked(client) with { Stream = false }, output, losses));
        if (client == Dialect.Ollama)
        {
            return OllamaAnswer.Read(Encoding.UTF8.GetString(body));
        }

        Assert.True(Codecs.Provider(client).TryReadAnswer(body, Asked(client), out ChatAnswer? read, out UpstreamError? error), $"{error}");
        return read;
    }

    /// <summary>The order of a stream, by the grammar of its dialect.</summary>
    public static void CheckOrder(Dialect client, byte[] bytes)
    {
        string stream = Encoding.UTF8.GetString(bytes);
        switch (client)
        {
            case Dialect.OpenAIResponses:
                ResponsesGrammar.Check(stream);
                break;
            case Dialect.AnthropicMessages:
                AnthropicGrammar.Check(stream);
                break;
            case Dialect.Gemini:
                GeminiGrammar.Check(GeminiGrammar.Chunks(stream), isWhole: true);
                break;
            case Dialect.Ollama:
                OllamaGrammar.Check(OllamaGrammar.Lines(stream), "m");
                break;
            default:
                ChatGrammar.Check(stream);
                break;
        }
    }
}
