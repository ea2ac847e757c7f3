using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.DashScope;

/// <summary>POST …/text-generation/generation and …/multimodal-generation/generation.</summary>
internal static class GenerationEndpoint
{
    public static Script Answer(Received received)
    {
        var body = received.Exchange.Json ?? throw DashScopeErrors.Invalid("Required parameter(s) missing or invalid, please check the request parameters.");
        var generation = Generation.Read(received, body);
        if (received.Behaviour.StrictModels && !received.Behaviour.Models.Contains(generation.Model, StringComparer.Ordinal))
            throw new BadRequest(new ProviderError(404, "Model not exist.", null, "ModelNotFound"));

        var question = GenerationReader.Read(generation, body);
        var steering = Steering.Read(question.Text);
        if (steering.Has("blocked")) throw new BadRequest(DashScopeErrors.Words(Trouble.PromptFiltered));
        if (steering.Has("stream_only") && !generation.IsStream)
            throw DashScopeErrors.Refused("This model only support stream mode, please enable the stream parameter to access the model.");

        var answer = received.Answer(question);
        if (generation.IsStream) return Paced.Stream(answer, new GenerationStream(generation, answer, received).Write()) with { ContentType = "text/event-stream;charset=UTF-8" };
        if (answer.Choices.Any(DashScopeErrors.IsInspected)) throw new BadRequest(DashScopeErrors.OutputInspected);
        return Paced.Buffered(answer, new Envelope(generation, answer, received).Write([.. answer.Choices.Select(Whole)], answer.ReasoningTokens, answer.CompletionTokens));

        (int, JsonObject, string) Whole(Choice choice, int index)
        {
            var message = new GrowingMessage(generation, received.Exchange.Number, index);
            message.Think(string.Concat(choice.Reasoning));
            message.Say(string.Concat(choice.Text));
            foreach (var call in choice.Calls)
            {
                message.Call(call.Name);
                message.Argue(string.Concat(call.Arguments));
            }
            return (index, message.Take(), choice.FinishReason);
        }
    }
}
