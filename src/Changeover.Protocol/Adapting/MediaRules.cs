using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>Pictures, sound and files that a target cannot take.</summary>
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

        return request;
    }

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
