using Changeover.Gateway;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Pricing;
using Changeover.Gateway.Recall;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.Chat;
using Changeover.Providers;
using Microsoft.Net.Http.Headers;

namespace Changeover.Cache;

/// <summary>Gives the same answer to the same question of the same key, where the route asks for it.</summary>
internal sealed class ExactCache(AnswerShelf shelf, TimeProvider time) : IAnswerCache
{
    /// <inheritdoc />
    public RecalledAnswer? Recall(Exchange exchange, ReadOnlySpan<TargetState> candidates)
    {
        // Whoever says something that cannot be read may mean that nothing is to be kept.
        var said = exchange.Http.Request.Headers.CacheControl.ToString();
        var isPlain = CacheControlHeaderValue.TryParse(said, out var wish) || said.Length == 0;
        if (!IsKept(exchange) || !isPlain || wish is { NoStore: true } || RequestDigest.Of(exchange) is not { } digest)
        {
            return null;
        }

        // The key's id stands beside the digest, which holds it too: two keys never meet in one place.
        exchange.CacheKey = $"{exchange.KeyId}/{digest}";
        var now = time.GetUtcNow();
        if (wish is { NoCache: true } || shelf.Find(exchange.CacheKey, now) is not { } kept || now - kept.At > wish?.MaxAge || Find(candidates, kept.Target) is not { } maker)
        {
            exchange.Http.Response.Headers[GatewayHeaders.Cache] = "miss";
            return null;
        }

        exchange.CacheKey = null;
        AccessGate.Tell(exchange, maker);
        exchange.Recalled = new RecallRecord(kept.RequestId, now - kept.At, kept.Counted);
        exchange.RecalledCurrency = kept.Currency;
        exchange.Losses = kept.Losses;
        exchange.TimeToFirstContent = exchange.Elapsed;
        var headers = exchange.Http.Response.Headers;
        headers[GatewayHeaders.Cache] = $"hit; age={(long)exchange.Recalled.Age.TotalSeconds}";
        if (kept.Losses is { Count: > 0 } losses)
        {
            headers[GatewayHeaders.Loss] = LossHeader.Of(losses);
        }

        return new RecalledAnswer(kept);
    }

    /// <inheritdoc />
    public void Keep(Exchange exchange)
    {
        if (exchange is not { CacheKey: { } key, Copy: { IsWhole: true } copy, Answer: { FinishReason: not (FinishReason.ContentFilter or FinishReason.ProviderError) } answer })
        {
            return;
        }

        var now = time.GetUtcNow();
        var kept = new KeptAnswer
        {
            Body = copy.Kept.WrittenSpan.ToArray(),
            ContentType = answer.ContentType,
            RequestId = exchange.Id,
            Target = $"{exchange.Attempts[^1].Upstream}/{exchange.Attempts[^1].RequestModel}",
            At = now,
            Counted = answer.Usage,
            Currency = CostOfRequest.Of(exchange.Attempts, exchange.Runtime.Prices, exchange.StartedAt)?.Currency,
            Losses = exchange.Losses,
            Id = answer.ResponseId,
            ResponseModel = answer.ResponseModel,
            Finish = answer.FinishReason,
        };
        shelf.Put(key, kept, now + exchange.Route!.Config.Cache!.For, exchange.Runtime.Snapshot.Config.Server.CacheSize);
    }

    /// <summary>A response that later ones go on from has an id of its own, and is never given twice.</summary>
    private static bool IsKept(Exchange exchange) => exchange is
    {
        Route.Config.Cache: not null,
        Access: null or { NoStore: false },
        KeyId: not null,
        Client.Memory: null or { Answer: null },
        Operation: Operation.Chat or Operation.Completions or Operation.Embeddings,
    };

    private static TargetState? Find(ReadOnlySpan<TargetState> candidates, string label)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Label == label)
            {
                return candidate;
            }
        }

        return null;
    }
}
