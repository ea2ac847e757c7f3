using Changeover.Gateway.Dialects;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway.Admission;

/// <summary>
/// What an attempt is charged by where the provider did not say, or could not any more: the prompt as reported at the stream's beginning, else
/// guessed from its length; and a token for each piece of content that came, unless more were reported. Of an answer in one piece that the provider
/// spoilt nothing came though all of it may have been made: that is charged as what was reserved for it, until the bill says less.
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

        var unseen = IsUnseen(exchange, outcome) && exchange.Bounds.Output is { } output ? (exchange.Bounds.Input, Output: output) : default;
        return (answer?.Usage ?? new TokenUsage()) with
        {
            Input = answer?.Usage?.Input ?? Math.Max(Prompt(exchange), unseen.Input),
            Output = Math.Max(answer?.Usage?.Output ?? 0, Math.Max(answer?.Pieces ?? 0, unseen.Output)),
        };
    }

    /// <summary>Whom we cancel stops, and a stream shows what was made. Who breaks off an answer in one piece may have made all of it.</summary>
    private static bool IsUnseen(Exchange exchange, AttemptOutcome outcome) =>
        !exchange.Outline!.Stream && !outcome.Succeeded && outcome.Fault is not (AttemptFaults.ClientGone or AttemptFaults.RaceLost);

    /// <summary>A refusal costs nothing. An answer that began does, and so may one that nobody waited for.</summary>
    private static bool HasBegun(AttemptOutcome outcome, UpstreamAnswer? answer) =>
        answer is not null ? outcome.Error is null || answer.Pieces > 0 : outcome.Fault is AttemptFaults.ClientGone or AttemptFaults.FirstContentTimeout or AttemptFaults.RaceLost;

    private static long Prompt(Exchange exchange) => exchange.Client.TryRead(exchange.Body.WrittenMemory, out var request, out _)
        ? TokenCounts.Estimate(request)
        : (exchange.Body.WrittenCount + 3) / 4;
}
