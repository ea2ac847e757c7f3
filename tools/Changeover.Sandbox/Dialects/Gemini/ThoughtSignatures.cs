using Changeover.Sandbox.Answers;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>
/// Signs what the model said, so that a later request can prove that it gives back what it was given: a call, known by its
/// function's name, or a text, whatever it says.
/// </summary>
internal sealed class ThoughtSignatures(Seals seals)
{
    // Documented for histories that another model made (thought-signatures page, seen 2026-11).
    private static readonly string[] Bypasses = ["context_engineering_is_the_way_to_go", "skip_thought_signature_validator"];

    public string OfText() => seals.Sign("gemini text");

    public string OfCall(string? function) => seals.Sign($"gemini call {function}");

    /// <summary>The part's signature was issued here for the same thing, or is one of the documented stand-ins.</summary>
    public bool IsGenuine(string signature, string? function) =>
        Bypasses.Contains(signature) || signature == (function is null ? OfText() : OfCall(function));
}
