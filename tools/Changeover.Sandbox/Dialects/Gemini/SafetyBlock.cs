using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>What the safety filter says.</summary>
internal static class SafetyBlock
{
    /// <summary>The answer to a prompt that is refused, framed like the answer that it stands for: no candidate at all.</summary>
    public static Script OfPrompt(Script healthy) => healthy switch
    {
        { IsStream: true } => healthy with { Steps = [new Step.Send(Framing.Event(Feedback()), Part.Content)] },
        { ContentLength: null } => healthy with { Steps = [new Step.Send(Wire.Bytes(new JsonArray(Feedback())), Part.Content)] },
        _ => Script.Json(200, Feedback()),
    };

    private static JsonObject Feedback() => new()
    {
        ["promptFeedback"] = new JsonObject { ["blockReason"] = "SAFETY", ["safetyRatings"] = Ratings() },
    };

    public static JsonArray Ratings() =>
    [
        new JsonObject { ["category"] = "HARM_CATEGORY_DANGEROUS_CONTENT", ["probability"] = "HIGH", ["blocked"] = true },
    ];
}
