using Changeover.Gateway.Dialects;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway.Admission;

/// <summary>
/// What an attempt is charged by where the provider did not say, or could not any more: the prompt as reported at the stream's beginning, else
/// guessed from its length; and a token for each piece of content that came, unless more were reported.
/// </summary>
internal static class PartialUsage
{
    /// <summary>The guess; null = the provider's word is whole, or it had not begun to answer.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="answer">What came of it; null = nothing.</param>
    /// <param name="isWhole">The answer came to its end, whether anybody wanted it or not.</param>
    public static TokenUsage? Of(Exchange exchange, AttemptOutcome outcome, UpstreamAnswer? answer, bool isWhole)
    {
        if (exchange.Operation is not (Operation.Chat or Operation.Completions or Operation.Embeddings) || (isWhole && answer?.Usage is not null) || !HasBegun(outcome, answer))
        {
            return null;
        }

        return (answer?.Usage ?? new TokenUsage()) with
        {
            Input = answer?.Usage?.Input ?? Prompt(exchange),
            Output = Math.Max(answer?.Usage?.Output ?? 0, answer?.Pieces ?? 0),
        };
    }

    /// <summary>A refusal costs nothing. An answer that began does, and so may one that nobody waited for.</summary>
    private static bool HasBegun(AttemptOutcome outcome, UpstreamAnswer? answer) =>
        answer is not null ? outcome.Error is null || answer.Pieces > 0 : outcome.Fault is AttemptFaults.ClientGone or AttemptFaults.FirstContentTimeout or AttemptFaults.RaceLost;

    private static long Prompt(Exchange exchange) => exchange.Client.TryRead(exchange.Body.WrittenMemory, out var request, out _)
        ? TokenCounts.Estimate(request)
        : (exchange.Body.WrittenCount + 3) / 4;
}
