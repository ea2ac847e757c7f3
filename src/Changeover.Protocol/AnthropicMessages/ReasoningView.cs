using Changeover.Protocol.Chat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>What a client is shown of the reasoning behind an answer. A client of this dialect that did not ask for thinking expects none, and may take the first block for the answer; but one with tools sends it back, and some providers need it back.</summary>
/// <param name="IsOpen">The client asked for thinking, or works with tools.</param>
/// <param name="ShowsText">The client did not ask for the signatures alone.</param>
internal readonly record struct ReasoningView(bool IsOpen, bool ShowsText)
{
    public const string WhyNot = "the client did not ask for thinking";

    public static ReasoningView Of(ChatRequest request) => new(
        request.ReasoningBudget > 0 || request.Tools.Count > 0 || request.Extensions.ContainsKey("thinking.type"),
        request.ShowReasoning != false);

    /// <summary>This provider's own signed thinking is always told; without a seal and without its text, nothing would be left to tell.</summary>
    public bool Takes(Seal? seal) => seal is null ? IsOpen && ShowsText : IsOpen || seal.Origin == Dialect.AnthropicMessages;
}
