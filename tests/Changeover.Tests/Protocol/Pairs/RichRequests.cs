using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Tests.Protocol.AnthropicMessages;
using Changeover.Tests.Protocol.Gemini;
using Changeover.Tests.Protocol.Ollama;
using Changeover.Tests.Protocol.OpenAIChat;
using Changeover.Tests.Protocol.OpenAIResponses;
using CsCheck;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>Requests of each client dialect with everything that it has; half of them small, so that nothing hides behind another loss.</summary>
internal static class RichRequests
{
    public static Gen<(string Body, ChatRequest Request)> Of(Dialect dialect) =>
        from body in Gen.OneOf(Bodies(dialect, 1, 1), Bodies(dialect, 5, 8))
        from stream in Gen.Bool
        select (body, Codecs.Read(dialect, Encoding.UTF8.GetBytes(body), stream));

    private static Gen<string> Bodies(Dialect dialect, int turns, int options) => dialect switch
    {
        Dialect.OpenAIChat => RequestGen.Of(turns, options),
        Dialect.OpenAIResponses => ResponsesGen.Of(turns, options),
        Dialect.AnthropicMessages => MessagesGen.Of(turns, options),
        Dialect.Gemini => GeminiRequestGen.Of(turns, options),
        Dialect.Ollama => OllamaRequestGen.Of(turns, options),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "No client speaks it."),
    };
}
