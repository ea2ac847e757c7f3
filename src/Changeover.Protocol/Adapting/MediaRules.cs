using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>Pictures, sound and files that a target cannot take, or not where they stand.</summary>
internal static class MediaRules
{
    public static ChatRequest Apply(ChatRequest request, AdaptingStep step)
    {
        for (int index = 0; index < request.Messages.Count; index++)
        {
            foreach (ContentPart part in request.Messages[index].Parts)
            {
                if (FeatureOf(part) is { } feature && step.Rules.Of(feature) is Support.Rejected or Support.Ignored)
                {
                    step.Losses.Reject($"messages[{index}].content", $"the target takes no {WordOf(feature)}");
                }
            }
        }

        return request.Messages.Any(HasMediaInResult) && step.Emulates(Feature.ToolResultImages, "messages.content", "what a tool's result shows follows it as a user's message")
            ? request with { Messages = MovedOut(request.Messages) }
            : request;
    }

    /// <summary>The pictures of a turn's results follow the last of them: nothing may stand between a call and its results.</summary>
    private static List<ChatMessage> MovedOut(IReadOnlyList<ChatMessage> messages)
    {
        var moved = new List<ChatMessage>(messages.Count + 1);
        var shown = new List<ContentPart>();
        foreach (ChatMessage message in messages)
        {
            if (message.Role != Role.Tool)
            {
                Show(shown, moved);
            }

            moved.Add(HasMediaInResult(message) ? message with { Parts = [.. message.Parts.Where(part => FeatureOf(part) is null)] } : message);
            shown.AddRange(message.Role == Role.Tool ? message.Parts.Where(part => FeatureOf(part) is not null) : []);
        }

        Show(shown, moved);
        return moved;
    }

    private static void Show(List<ContentPart> shown, List<ChatMessage> messages)
    {
        if (shown.Count > 0)
        {
            messages.Add(new ChatMessage { Role = Role.User, Parts = [.. shown] });
            shown.Clear();
        }
    }

    private static bool HasMediaInResult(ChatMessage message) => message.Role == Role.Tool && message.Parts.Any(part => FeatureOf(part) is not null);

    private static Feature? FeatureOf(ContentPart part) => part switch
    {
        ContentPart.Image image => image.Url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? Feature.Images : Feature.ImageAddresses,
        ContentPart.Audio => Feature.Audio,
        ContentPart.File => Feature.Files,
        _ => null,
    };

    private static string WordOf(Feature feature) => feature switch
    {
        Feature.Audio => "sound",
        Feature.Files => "files",
        _ => "pictures",
    };
}
