using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>POST …/completions, the older text interface.</summary>
internal static class CompletionEndpoint
{
    public static Script Answer(Received received)
    {
        var body = Fields.Body(received);
        var question = Read(received, body);
        var answer = received.Answer(question);
        var heading = Heading.Of(received, "cmpl", answer.Model);
        if (!body.Flag("stream"))
            return Paced.Buffered(answer, Write(heading, [.. answer.Choices.Select((c, i) => Choice(i, c.Text, c.FinishReason))], Usage.Write(answer)));

        var wanted = received.Behaviour.Usage == UsageStyle.Always || ((body["stream_options"] as JsonObject)?.Flag("include_usage") ?? false);
        return Paced.Stream(answer, Stream(heading, answer, received.Behaviour.ChunkTokens, wanted));
    }

    private static Question Read(Received received, JsonObject body)
    {
        var model = Fields.Model(received);
        received.CheckModel(model);
        var prompt = string.Concat(body.Texts("prompt"));
        return new Question
        {
            Model = model,
            Text = prompt,
            PromptTokens = Tokens.Count(prompt),
            MaxTokens = body.Int("max_tokens"),
            Stops = body.Texts("stop"),
            Choices = body.Int("n", 1, 128) ?? 1,
            Seed = body.Int("seed") ?? 0,
        };
    }

    private static IEnumerable<Step> Stream(Heading heading, Answer answer, int chunkTokens, bool usageWanted)
    {
        for (var index = 0; index < answer.Choices.Count; index++)
        {
            foreach (var tokens in answer.Choices[index].Text.Chunk(chunkTokens))
            {
                foreach (var _ in tokens) yield return new Step.Token();
                yield return Send(Part.Content, Write(heading, [Choice(index, tokens, null)], null));
            }
            yield return Send(Part.Finish, Write(heading, [Choice(index, [], answer.Choices[index].FinishReason)], null));
        }
        if (usageWanted) yield return Send(Part.Usage, Write(heading, [], Usage.Write(answer)));
        yield return new Step.Send("data: [DONE]\n\n"u8.ToArray(), Part.Done);
    }

    private static Step.Send Send(Part part, JsonObject chunk) => new(Wire.Event(chunk), part);

    private static JsonObject Choice(int index, IEnumerable<string> tokens, string? finishReason) => new()
    {
        ["text"] = string.Concat(tokens),
        ["index"] = index,
        ["logprobs"] = null,
        ["finish_reason"] = finishReason,
    };

    private static JsonObject Write(Heading heading, JsonNode[] choices, JsonObject? usage)
    {
        var body = new JsonObject
        {
            ["id"] = heading.Id,
            ["object"] = "text_completion",
            ["created"] = heading.Created,
            ["model"] = heading.Model,
            ["choices"] = new JsonArray(choices),
        };
        if (usage is not null) body["usage"] = usage;
        return body;
    }
}
