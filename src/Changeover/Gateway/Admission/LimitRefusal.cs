using System.Globalization;
using Changeover.Keys.Limits;

namespace Changeover.Gateway.Admission;

/// <summary>What a client is told that a limit has no room for.</summary>
internal static class LimitRefusal
{
    /// <summary>The refusal of a verdict that took nothing.</summary>
    public static GatewayError Of(LimitVerdict verdict)
    {
        var counter = verdict.Refusing!;
        if (verdict.IsUnavailable)
        {
            return new GatewayError(ErrorCodes.LimitsUnavailable, $"Whether the limit of {counter.Limit} (`{counter.Rule}`) has room cannot be known now.") { RetryAfter = verdict.RetryAfter };
        }

        var code = counter.Limit.Unit switch
        {
            LimitUnit.Money => ErrorCodes.BudgetExhausted,
            LimitUnit.Streams => ErrorCodes.TooManyStreams,
            _ => ErrorCodes.LimitReached,
        };
        var wait = verdict.RetryAfter ?? (counter.Limit.Unit == LimitUnit.Streams ? TimeSpan.FromSeconds(1) : null);
        var when = wait is { } span ? string.Create(CultureInfo.InvariantCulture, $" Try again in {Math.Max(1, Math.Ceiling(span.TotalSeconds))} s.") : " Waiting does not help: this one request may need more than the limit allows.";
        return new GatewayError(code, $"The limit of {counter.Limit} (`{counter.Rule}`) has no room for this request.{when}") { RetryAfter = wait };
    }

    /// <summary>A budget that cannot be kept, because nobody knows what the target costs.</summary>
    public static GatewayError Unpriced(string target, CounterDefinition budget) =>
        new(ErrorCodes.PriceUnknown, $"The price of {target} is not known, so that the budget `{budget.Rule}` could not be kept.");
}
