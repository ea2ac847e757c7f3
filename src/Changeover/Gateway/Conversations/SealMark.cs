using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Conversations;

/// <summary>Writes on each seal of an answer who made it: vendors that speak one dialect cannot read each other's.</summary>
/// <param name="maker">From <see cref="Snapshot.UpstreamModel.Maker"/>.</param>
internal sealed class SealMark(string maker)
{
    /// <summary>An event with its seal marked, if it has one.</summary>
    public ChatEvent On(ChatEvent step) => step switch
    {
        ChatEvent.ReasoningSealed reasoning => reasoning with { Seal = On(reasoning.Seal) },
        ChatEvent.TextSealed text => text with { Seal = On(text.Seal) },
        ChatEvent.ToolCallStarted { Seal: { } seal } call => call with { Seal = On(seal) },
        _ => step,
    };

    /// <summary>A whole answer with its seals marked.</summary>
    public ChatAnswer On(ChatAnswer answer) => answer with
    {
        Choices = [.. answer.Choices.Select(choice => choice with { Message = On(choice.Message) })],
    };

    /// <summary>Whether all seals of a message may be shown to the maker: its own, and those of which nobody knows who made them.</summary>
    public bool IsOn(ChatMessage message) =>
        message.Parts.All(part => IsOn(part.Seal)) && message.ToolCalls.All(call => IsOn(call.Seal));

    private bool IsOn(Seal? seal) => seal?.Maker is null || seal.Maker == maker;

    private ChatMessage On(ChatMessage message) => message with
    {
        Parts = [.. message.Parts.Select(part => part.Seal is { } seal ? part with { Seal = On(seal) } : part)],
        ToolCalls = [.. message.ToolCalls.Select(call => call.Seal is { } seal ? call with { Seal = On(seal) } : call)],
    };

    private Seal On(Seal seal) => seal with { Maker = maker };
}
