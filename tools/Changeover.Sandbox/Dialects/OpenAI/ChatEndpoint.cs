using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>POST …/chat/completions.</summary>
internal static class ChatEndpoint
{
    public static Script Answer(Received received, Seals seals)
    {
        var body = Fields.Body(received);
        var question = ChatReader.Read(received, seals);
        var answer = received.Answer(question);
        var heading = Heading.Of(received, "chatcmpl", answer.Model) with
        {
            ReasonMarks = [.. answer.Choices.Select(choice => choice.Reasoning.Count > 0 ? seals.OwnMark(string.Concat(choice.Reasoning)) : "")],
        };
        var topLogprobs = body.Flag("logprobs") ? body.Int("top_logprobs", 0, 20) ?? 0 : (int?)null;

        if (!body.Flag("stream")) return Paced.Buffered(answer, ChatBody.Write(heading, answer, topLogprobs));

        var wanted = (body["stream_options"] as JsonObject)?.Flag("include_usage") ?? false;
        var chunks = new ChatChunks(heading, received.Behaviour.Usage, wanted, topLogprobs);
        return Paced.Stream(answer, new ChatStream(chunks, received.Behaviour.ChunkTokens).Write(answer));
    }
}
