using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>Turns what an <see cref="AdaptedRequest"/> had to change back in its answer: the call of the format tool is the answer's text, and tools have their own names again. One per answer.</summary>
public sealed class AnswerAdapter(AdaptedRequest request)
{
    private readonly HashSet<(int Choice, int Index)> _formatCalls = [];

    /// <summary>Whether an answer needs anything at all.</summary>
    public bool IsIdle => request.FormatTool is null && request.RenamedTools.Count == 0;

    /// <summary>The event as the client is to see it; null = nothing.</summary>
    public ChatEvent? Adapt(ChatEvent step)
    {
        switch (step)
        {
            case ChatEvent.ToolCallStarted call when call.Name == request.FormatTool:
                _formatCalls.Add((call.Choice, call.Index));
                return null;
            case ChatEvent.ToolCallStarted call when request.RenamedTools.TryGetValue(call.Name, out string? name):
                return call with { Name = name };
            case ChatEvent.ToolCallDelta delta when _formatCalls.Contains((delta.Choice, delta.Index)):
                return new ChatEvent.TextDelta(delta.Choice, delta.Arguments);
            case ChatEvent.Finished { Reason: FinishReason.ToolCalls } finished when _formatCalls.Any(call => call.Choice == finished.Choice):
                return finished with { Reason = FinishReason.Stop };
            default:
                return step;
        }
    }

    /// <summary>The whole answer as the client is to see it.</summary>
    public ChatAnswer Adapt(ChatAnswer answer) => IsIdle ? answer : answer with { Choices = [.. answer.Choices.Select(Adapt)] };

    private ToolCall Named(ToolCall call) => request.RenamedTools.TryGetValue(call.Name, out string? name) ? call with { Name = name } : call;

    private ChatChoice Adapt(ChatChoice choice)
    {
        ToolCall? format = choice.Message.ToolCalls.FirstOrDefault(call => call.Name == request.FormatTool);
        return format is null
            ? choice with { Message = choice.Message with { ToolCalls = [.. choice.Message.ToolCalls.Select(Named)] } }
            : choice with
            {
                Message = choice.Message with
                {
                    Parts = [.. choice.Message.Parts.Where(part => part is not ContentPart.Text), new ContentPart.Text(format.Arguments)],
                    ToolCalls = [.. choice.Message.ToolCalls.Where(call => call != format)],
                },
                FinishReason = choice.FinishReason == FinishReason.ToolCalls ? FinishReason.Stop : choice.FinishReason,
            };
    }
}
