using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>POST …/messages and …/messages/count_tokens.</summary>
internal static class MessagesEndpoint
{
    public static Script Answer(Received received, Seals seals)
    {
        var question = MessagesReader.Read(received, seals, counting: false);
        var body = received.Exchange.Json!;
        var answer = received.Answer(question);
        // Thinking is shown to those only who asked for it.
        if (question.ReasoningWords == 0) answer = answer with { Choices = [.. answer.Choices.Select(choice => choice with { Reasoning = [] })] };

        var message = new Message(received.Exchange.Number, answer, seals, (string?)body["thinking"]?["display"] == "omitted");
        return Shape.Flag(body, "", "stream")
            ? Paced.Stream(answer, new MessageStream(message, received.Behaviour.ChunkTokens).Write())
            : Paced.Buffered(answer, message.Whole());
    }

    public static Script Count(Received received, Seals seals) => Script.Json(200, new JsonObject
    {
        ["input_tokens"] = MessagesReader.Read(received, seals, counting: true).PromptTokens,
    });
}
