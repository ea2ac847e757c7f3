using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>POST …:generateContent and …:streamGenerateContent.</summary>
internal sealed class GenerateEndpoint(GenerateReader reader, ThoughtSignatures signatures)
{
    /// <param name="received">The request.</param>
    /// <param name="framing">How a stream is framed; null = one body.</param>
    public Script Answer(Received received, Framing? framing)
    {
        var model = ModelEndpoint.Asked(received, "generateContent");
        var request = ProtoReader.Read(received.Exchange.Json, "GenerateContentRequest");
        var question = reader.Read(request, model);
        var answer = received.Answer(question);
        answer = answer with { Choices = [.. answer.Choices.Select(Silenced)] };

        var config = request["generationConfig"];
        var showsThoughts = (bool?)config?["thinkingConfig"]?["includeThoughts"] ?? false;
        var topLogprobs = (bool?)config?["responseLogprobs"] is true ? (int?)ConfigRules.Number(config, "logprobs") ?? 0 : (int?)null;
        var response = new GenerateResponse(received.Exchange.Number, answer, signatures, showsThoughts, topLogprobs);
        var script = framing is null
            ? Paced.Buffered(answer, response.Whole())
            : Paced.Stream(answer, response.Stream(framing, received.Behaviour.ChunkTokens)) with { ContentType = framing.ContentType };
        return Steering.Read(question.Text).Has("blocked") ? SafetyBlock.OfPrompt(script) : script;
    }

    /// <summary>Gemini has no words for a refusal of its own: the filter takes the answer away.</summary>
    private static Choice Silenced(Choice choice) => choice.IsRefusal ? choice with { Text = [], FinishReason = "content_filter" } : choice;
}
