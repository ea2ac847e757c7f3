using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Upstream;

/// <summary>What a target is told whose answer has not the format that was asked for, when it is asked once more.</summary>
/// <param name="Answer">What it said.</param>
/// <param name="Finding">What is wrong with it.</param>
public sealed record FormatRepair(string Answer, string Finding)
{
    /// <summary>The conversation with the bad answer and the wish for a better one behind it.</summary>
    public ChatRequest Ask(ChatRequest request) => request with
    {
        Messages =
        [
            .. request.Messages,
            new ChatMessage { Role = Role.Assistant, Parts = [new ContentPart.Text(Answer)] },
            new ChatMessage { Role = Role.User, Parts = [new ContentPart.Text($"That is not what was asked for: {Finding} Give the corrected JSON object and nothing else.")] },
        ],
    };
}
