using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.DashScope;

/// <summary>Writes an answer as events, each with the usage so far.</summary>
internal sealed class GenerationStream(Generation generation, Answer answer, Received received)
{
    private readonly Envelope _envelope = new(generation, answer, received);
    private readonly int _chunkTokens = received.Behaviour.ChunkTokens;
    private int _sent;
    private int _made;
    private int _reasoning;

    public IEnumerable<Step> Write()
    {
        for (var index = 0; index < answer.Choices.Count; index++)
        {
            var choice = answer.Choices[index];
            var message = new GrowingMessage(generation, received.Exchange.Number, index);
            foreach (var step in Content(choice, message)) yield return step;
            yield return DashScopeErrors.IsInspected(choice)
                ? new Step.Send(DashScopeDialect.Event(_sent + 1, "error", 400, DashScopeErrors.Body(DashScopeErrors.OutputInspected)), Part.Other)
                : Send(message, choice.FinishReason, Part.Finish);
        }
    }

    private IEnumerable<Step> Content(Choice choice, GrowingMessage message)
    {
        foreach (var tokens in choice.Reasoning.Chunk(_chunkTokens))
        {
            message.Think(string.Concat(tokens));
            foreach (var step in Made(tokens.Length, message, isReasoning: true)) yield return step;
        }
        foreach (var tokens in choice.Text.Chunk(_chunkTokens))
        {
            message.Say(string.Concat(tokens));
            foreach (var step in Made(tokens.Length, message)) yield return step;
        }
        foreach (var call in choice.Calls)
        {
            message.Call(call.Name);
            foreach (var step in Made(1, message)) yield return step;
            foreach (var tokens in call.Arguments.Chunk(_chunkTokens))
            {
                message.Argue(string.Concat(tokens));
                foreach (var step in Made(tokens.Length, message)) yield return step;
            }
        }
    }

    /// <summary>The tokens, then the event that carries them.</summary>
    private IEnumerable<Step> Made(int tokens, GrowingMessage message, bool isReasoning = false)
    {
        for (var made = 0; made < tokens; made++) yield return new Step.Token(isReasoning);
        _made += tokens;
        if (isReasoning) _reasoning += tokens;
        yield return Send(message, "null", Part.Content);
    }

    private Step.Send Send(GrowingMessage message, string finish, Part part) =>
        new(DashScopeDialect.Event(++_sent, "result", 200, _envelope.Write([(message.Index, message.Take(), finish)], _reasoning, _made)), part);
}
