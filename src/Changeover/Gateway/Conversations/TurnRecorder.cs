using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Conversations;

/// <summary>Gathers the <see cref="TurnState"/> of an answer while its events pass: the first choice's reasoning and calls, never its text. Bounded: reasoning beyond the bound is forgotten.</summary>
/// <param name="memory">Where it is kept.</param>
/// <param name="scope">From <see cref="Conversation.ScopeOf"/>.</param>
/// <param name="target">Label of the target.</param>
/// <param name="provider">Name of its provider.</param>
internal sealed class TurnRecorder(ConversationMemory memory, string scope, string target, string provider)
{
    /// <summary>Longest reasoning that is kept, in characters.</summary>
    public const int MaxReasoning = 256 * 1024;

    private readonly AnswerFolder _folder = new();
    private ChatMessage? _whole;
    private int _reasoning;
    private bool _hasCalls;

    /// <summary>Takes the next event.</summary>
    public void Note(ChatEvent step)
    {
        switch (step)
        {
            case ChatEvent.ReasoningDelta { Choice: 0 } delta:
                _reasoning += delta.Text.Length;
                if (_reasoning <= MaxReasoning)
                {
                    _folder.Add(step);
                }

                break;
            case ChatEvent.ReasoningSealed { Choice: 0 }:
                _folder.Add(step);
                break;
            case ChatEvent.ToolCallStarted { Choice: 0 }:
                _hasCalls = true;
                _folder.Add(step);
                break;
        }
    }

    /// <summary>Takes a whole answer.</summary>
    public void Note(ChatAnswer answer)
    {
        if (answer.Choices is not [var choice, ..])
        {
            return;
        }

        _whole = choice.Message;
        _hasCalls = choice.Message.ToolCalls.Count > 0;
    }

    /// <summary>The answer is whole: keeps what was gathered, if a tool was called. To be done before the client sees the end, since it may go on at once.</summary>
    public void Keep()
    {
        if (!_hasCalls)
        {
            return;
        }

        var message = _whole ?? _folder.ToAnswer().Choices[0].Message;
        memory.Keep(scope, new TurnState(target, provider, message with
        {
            Parts = _reasoning <= MaxReasoning ? [.. message.Parts.Where(part => part is ContentPart.Reasoning)] : [],
            ToolCalls = [.. message.ToolCalls.Select(call => call with { Arguments = "" })],
        }));
    }
}
