using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Hunyuan;

/// <summary>The action ChatCompletions.</summary>
internal static class ChatEndpoint
{
    public static Script Answer(Received received)
    {
        var body = received.Exchange.Json ?? throw new BadRequest(HunyuanErrors.Error("InvalidParameter", "The request body is not a JSON object."));
        var question = ChatReader.Read(body);
        if (received.Behaviour.StrictModels && !received.Behaviour.Models.Contains(question.Model, StringComparer.Ordinal))
            throw new BadRequest(HunyuanErrors.Error("InvalidParameterValue.Model", "模型不存在。"));
        if (Steering.Read(question.Text).Has("blocked")) throw new BadRequest(HunyuanErrors.Words(Trouble.PromptFiltered));

        var answer = received.Answer(question);
        answer = answer with { Choices = [.. answer.Choices.Select(InItsWay)] };
        var response = new ChatResponse(received, answer);
        return (bool?)body["Stream"] is true
            ? Paced.Stream(answer, response.Stream(received.Behaviour.ChunkTokens)) with { ContentType = "text/event-stream" }
            : Paced.Buffered(answer, response.Whole());
    }

    /// <summary>The stop sequence stays in the text, and what the filter dislikes finishes as <c>sensitive</c> (seen 2026-11).</summary>
    private static Choice InItsWay(Choice choice) => choice with
    {
        Text = choice.StopSequence is { } stop ? Tokens.Split(string.Concat(choice.Text) + stop) : choice.Text,
        FinishReason = choice.IsRefusal || choice.FinishReason == "content_filter" ? "sensitive" : choice.FinishReason,
    };
}
