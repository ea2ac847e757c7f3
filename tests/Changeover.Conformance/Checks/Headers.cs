using Changeover.Conformance.Dialects;
using Changeover.Sandbox.Exchanges;

namespace Changeover.Conformance.Checks;

/// <summary>Headers that a client needs come through; those that are none of its business do not.</summary>
internal static class Headers
{
    private static readonly (string Name, string Header)[] Private =
    [
        ("set_cookie", "set-cookie"), ("organisation", "openai-organization"), ("upstream_limits", "x-ratelimit-remaining-requests"),
    ];

    public static IEnumerable<Check> Of(IReadOnlyList<Dialect> dialects)
    {
        var dialect = dialects[0];
        yield return new Check("headers.request_id", "Every answer carries an id of the request, each its own.", async (lab, cancellation) =>
        {
            var question = new Question(dialect, "hello", Stream: false);
            await lab.ReadyAsync(question, cancellation);
            var (one, other) = (await lab.AskAsync(question, cancellation), await lab.AskAsync(question, cancellation));
            var (first, second) = (one.Header(lab.Adapter.RequestIdHeader), other.Header(lab.Adapter.RequestIdHeader));
            return Finding.If(!string.IsNullOrEmpty(first) && !string.IsNullOrEmpty(second) && first != second, $"{lab.Adapter.RequestIdHeader}: {first ?? "none"}, {second ?? "none"}");
        });
        foreach (var asDate in new[] { false, true })
        {
            yield return new Check($"headers.retry_after{(asDate ? "_as_date" : "")}", "When the only upstream asks for 7 seconds, the client gets its status 429 and is told to wait that long.", async (lab, cancellation) =>
            {
                var question = new Question(dialect, "hello", Stream: false);
                await lab.ReadyAsync(question, cancellation);
                lab.First.State.Faults.Set(Lab.Plan("rate_limited", "retry_after=7", $"as_date={(asDate ? "true" : "false")}"));
                var reply = await lab.AskAsync(question, cancellation);
                return Finding.If(reply.Status == 429 && Seconds(lab, reply.Header("retry-after")) is >= 4 and <= 8, $"{reply.Status}, Retry-After: {reply.Header("retry-after") ?? "none"}");
            });
        }

        yield return new Check("headers.rate_limits", "Where a limit counts requests, each answer says how many remain: x-ratelimit-remaining-requests, one less each time.", async (lab, cancellation) =>
        {
            if (lab.Adapter.LimitedModel is not { } model) return new(Verdict.NotOffered, "the adapter names no model with a limit");
            var question = new Question(dialect, "hello", Stream: false) { Model = model };
            await lab.ReadyAsync(question, cancellation);
            var (one, other) = (await lab.AskAsync(question, cancellation), await lab.AskAsync(question with { Stream = true }, cancellation));
            var (first, second) = (one.Header("x-ratelimit-remaining-requests"), other.Header("x-ratelimit-remaining-requests"));
            return Finding.If(int.TryParse(first, out var before) && int.TryParse(second, out var after) && after == before - 1, $"remaining: {first ?? "none"}, then {second ?? "none"}");
        });
        foreach (var (name, header) in Private)
        {
            yield return new Check($"hygiene.{name}", $"The upstream's {header} does not reach the client.", async (lab, cancellation) =>
            {
                var reply = await PrivateAsync(lab, dialect, cancellation);
                return Finding.If(reply.Status == 200 && reply.Header(header) is null, $"{reply.Status}, {header}: {reply.Header(header) ?? "none"}");
            });
        }

        yield return new Check("hygiene.server", "The upstream's Server header does not reach the client.", async (lab, cancellation) =>
        {
            var reply = await PrivateAsync(lab, dialect, cancellation);
            return Finding.If(reply.Status == 200 && reply.Header("server") != "sandbox-edge", $"{reply.Status}, server: {reply.Header("server") ?? "none"}");
        });
        yield return new Check("hygiene.credential_in_errors", "An upstream's error that quotes the credential reaches the client without it.", async (lab, cancellation) =>
        {
            var question = new Question(dialect, "hello", Stream: false);
            await lab.ReadyAsync(question, cancellation);
            lab.First.State.Faults.Set(Lab.Plan("unauthorized", "quote_key=true"));
            var reply = await lab.AskAsync(question, cancellation);
            return Finding.If(reply.Status >= 400 && !reply.Body.Contains(lab.Adapter.UpstreamKey, StringComparison.Ordinal), reply.Body.Contains(lab.Adapter.UpstreamKey, StringComparison.Ordinal) ? $"{reply.Status}, with the credential in it" : $"{reply.Status}, without it");
        });
        foreach (var each in dialects)
        {
            yield return new Check($"hygiene.client_key_never_upstream.{each.Name}", "The client's own key is in no header, query or body of the request that goes upstream.", async (lab, cancellation) =>
            {
                var question = new Question(each, "hello", Stream: false);
                if (!await lab.ReadyAsync(question, cancellation)) return new(Verdict.Fail, "the gateway did not use the first upstream");
                await lab.AskAsync(question, cancellation);
                var sent = lab.First.State.Journal.Entries.SelectMany(entry => entry.Headers.Select(pair => $"{pair.Key}: {pair.Value}").Append(entry.Query).Append(entry.Body)).ToList();
                var carriers = sent.Where(text => text.Contains(lab.Key, StringComparison.Ordinal) || text.Contains(Credential.Hash(lab.Key), StringComparison.Ordinal)).Select(text => text.Split(':')[0]).ToList();
                return Finding.If(sent.Count > 0 && carriers.Count == 0, carriers.Count == 0 ? $"in none of {sent.Count} places" : $"in {string.Join(", ", carriers)}");
            });
        }
    }

    private static async Task<Reply> PrivateAsync(Lab lab, Dialect dialect, CancellationToken cancellation)
    {
        var question = new Question(dialect, "hello", Stream: false);
        await lab.ReadyAsync(question, cancellation);
        lab.First.State.Faults.Set("private_headers");
        return await lab.AskAsync(question, cancellation);
    }

    private static double? Seconds(Lab lab, string? value) =>
        int.TryParse(value, out var seconds) ? seconds
        : DateTimeOffset.TryParse(value, out var date) ? (date - lab.Time.GetUtcNow()).TotalSeconds
        : null;
}
