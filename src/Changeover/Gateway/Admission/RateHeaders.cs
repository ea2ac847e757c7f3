using System.Globalization;
using Changeover.Keys.Limits;
using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Admission;

/// <summary>How the tightest limits of requests and of tokens stand, in the headers that the client's SDK knows.</summary>
internal static class RateHeaders
{
    /// <summary>Writes them, whether the request was let in or not.</summary>
    public static void Write(Exchange exchange, IReadOnlyList<Charge> charges, LimitVerdict verdict)
    {
        Write(exchange, LimitUnit.Requests, "requests", charges, verdict);
        Write(exchange, LimitUnit.Tokens, "tokens", charges, verdict);
    }

    private static void Write(Exchange exchange, LimitUnit unit, string name, IReadOnlyList<Charge> charges, LimitVerdict verdict)
    {
        (Limit Limit, CounterState State)? tightest = null;
        for (var i = 0; i < verdict.States.Count; i++)
        {
            var limit = charges[i].Counter.Limit;
            if (limit.Unit == unit && (tightest is not { } other || Left(limit, verdict.States[i]) < Left(other.Limit, other.State)))
            {
                tightest = (limit, verdict.States[i]);
            }
        }

        if (tightest is not { } found)
        {
            return;
        }

        var headers = exchange.Http.Response.Headers;
        var (most, left) = (Text(found.Limit.Amount), Text(Left(found.Limit, found.State)));
        var reset = found.State.Reset ?? TimeSpan.Zero;
        if (exchange.Client.Dialect.Dialect == Dialect.AnthropicMessages)
        {
            headers[$"anthropic-ratelimit-{name}-limit"] = most;
            headers[$"anthropic-ratelimit-{name}-remaining"] = left;
            headers[$"anthropic-ratelimit-{name}-reset"] = (exchange.StartedAt + reset).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            return;
        }

        headers[$"x-ratelimit-limit-{name}"] = most;
        headers[$"x-ratelimit-remaining-{name}"] = left;
        headers[$"x-ratelimit-reset-{name}"] = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(reset.TotalMilliseconds)}ms");
    }

    private static long Left(Limit limit, CounterState state) => Math.Max(0, limit.Amount - state.Value);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
