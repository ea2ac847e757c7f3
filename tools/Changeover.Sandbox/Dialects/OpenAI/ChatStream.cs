using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>Orders the events of a streamed chat answer: opening, content of all choices in turn, finishes, usage, end.</summary>
internal sealed class ChatStream(ChatChunks chunks, int chunkTokens)
{
    public IEnumerable<Step> Write(Answer answer)
    {
        for (var index = 0; index < answer.Choices.Count; index++) yield return chunks.Role(index);
        foreach (var step in TakeTurns(answer.Choices.Select(Content))) yield return step;
        for (var index = 0; index < answer.Choices.Count; index++)
            yield return chunks.Finish(index, answer.Choices[index].FinishReason, answer);
        foreach (var usage in chunks.UsageEvent(answer)) yield return usage;
        yield return new Step.Send("data: [DONE]\n\n"u8.ToArray(), Part.Done);
    }

    /// <summary>The tokens of one choice, each group followed by the event that carries it.</summary>
    private IEnumerable<Step[]> Content(Choice choice, int index)
    {
        foreach (var tokens in choice.Reasoning.Chunk(chunkTokens))
            yield return Group(tokens.Length, chunks.Reasoning(index, tokens), reasoning: true);
        foreach (var tokens in choice.Text.Chunk(chunkTokens))
            yield return Group(tokens.Length, chunks.Text(index, tokens, choice.IsRefusal));
        for (var at = 0; at < choice.Calls.Count; at++)
        {
            yield return Group(1, chunks.CallBegin(index, at, choice.Calls[at].Name));
            foreach (var tokens in choice.Calls[at].Arguments.Chunk(chunkTokens))
                yield return Group(tokens.Length, chunks.CallArguments(index, at, tokens));
        }
    }

    private static Step[] Group(int tokens, Step send, bool reasoning = false) =>
        [.. Enumerable.Repeat(new Step.Token(reasoning), tokens), send];

    private static IEnumerable<Step> TakeTurns(IEnumerable<IEnumerable<Step[]>> choices)
    {
        var waiting = new Queue<IEnumerator<Step[]>>(choices.Select(choice => choice.GetEnumerator()));
        while (waiting.TryDequeue(out var choice))
        {
            if (!choice.MoveNext())
            {
                choice.Dispose();
                continue;
            }
            foreach (var step in choice.Current) yield return step;
            waiting.Enqueue(choice);
        }
    }
}
