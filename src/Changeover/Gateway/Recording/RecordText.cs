using System.Globalization;
using System.Text.Json;
using Changeover.Storage;

namespace Changeover.Gateway.Recording;

/// <summary>Records for people to read.</summary>
internal static class RecordText
{
    /// <summary>One row per record.</summary>
    public static TextTable Table(IEnumerable<RequestRecord> records)
    {
        var table = new TextTable("ARRIVED (UTC)", "ID", "ROUTE", "TARGET", "STATUS", "ERROR", "TRIES", "TOKENS", "COST", "FIRST", "TOTAL");
        foreach (var record in records)
            table.Add(Time(record.StartedAt), record.Id, record.Route ?? record.OriginalModel ?? "-", Target(record) ?? "-", Status(record), record.ErrorCode, $"{record.Attempts.Count}", Tokens(record), Cost(record.Cost), Span(record.TimeToFirstContent), Span(record.Duration));
        return table;
    }

    /// <summary>One line, without columns.</summary>
    public static string Line(RequestRecord record) => TextTable.Plain(string.Join("  ", new[]
    {
        Time(record.StartedAt), record.Id, record.Route ?? record.OriginalModel ?? "-", Target(record) ?? "-", Status(record), record.ErrorCode,
        Tokens(record), Cost(record.Cost), Span(record.Duration),
    }.Where(part => !string.IsNullOrEmpty(part))));

    /// <summary>What happened to one request, in the order in which it happened.</summary>
    public static void WriteTimeline(RequestRecord record, TextWriter output)
    {
        var facts = new TextTable("REQUEST", record.Id);
        facts.Add("arrived", $"{Time(record.StartedAt)} UTC");
        facts.Add("asked", $"{record.Operation.ToString().ToLowerInvariant()}{(record.Streaming ? ", streaming" : "")}, model {record.OriginalModel ?? "unreadable"}");
        facts.Add("route", record.Route ?? "none matched");
        facts.Add("key", record.KeyId is null ? "none (open loopback)" : $"{record.KeyId} of {record.Owner}");
        if (record.Access is { } access)
            facts.Add("access", string.Join(", ", access.Denied.Select(denied => $"{denied.Target} denied by {denied.Rule}").Append(access.Denied.Count == 0 ? $"allowed by {access.Rule}" : null).OfType<string>()));
        facts.Add("answer", string.Join(", ", new[] { $"HTTP {Status(record)}", record.ErrorCode, record.FinishReason is { } reason ? $"finish reason {Word(reason)}" : null }.Where(part => part is not null)));
        if (record.ResponseModel is { } model)
            facts.Add("calls itself", $"{model}{(record.ResponseId is { } id ? $", answer {id}" : "")}");
        if (record.Recalled is { } recalled)
            facts.Add("given before", $"to {recalled.RequestId}, {Span(recalled.Age)} earlier");
        facts.Add("tokens", Tokens(record) ?? (record.Recalled is null ? "not reported" : "none"));
        if (record.Cost is { } cost)
            facts.Add("cost", $"{Cost(cost)}{(cost.PriceRow is { } row ? $", by price row {row}" : "")}");
        foreach (var correction in record.Corrections ?? [])
            facts.Add("corrected", $"attempt {correction.Attempt}, before: {Cost(correction.Before)}, by {correction.Source}, {Time(correction.At)} UTC");
        facts.Add("time", $"{Span(record.Duration)}, of which {Span(record.Overhead)} ours{(record.Queued is { } queued ? $", {Span(queued)} in line" : "")}");
        facts.Add("configuration", record.ConfigHash);
        if (record.RequestBody is not null || record.AnswerBody is not null)
            facts.Add("bodies", "kept: --json shows them");
        facts.Write(output);
        output.WriteLine();
        Attempts(record).Write(output);
    }

    private static TextTable Attempts(RequestRecord record)
    {
        var table = new TextTable("AT", "WHAT", "WHERE", "OUTCOME", "TOOK");
        for (var i = 0; i < record.Attempts.Count; i++)
        {
            var attempt = record.Attempts[i];
            table.Add($"+{Span(attempt.StartedAfter)}", $"attempt {i + 1}", $"{attempt.Upstream}/{attempt.RequestModel}", Outcome(attempt), Span(attempt.Duration));
        }

        if (record.TimeToFirstContent is { } first)
            table.Add($"+{Span(first)}", "first content", "to the client", null, null);
        table.Add($"+{Span(record.Duration)}", "end", record.ClientGone ? "the client had gone" : "to the client", $"HTTP {Status(record)}", null);
        return table;
    }

    private static string Outcome(AttemptRecord attempt) => string.Join(", ", new[]
    {
        attempt.Fault is null ? "answered" : $"{attempt.Fault} ({Word(attempt.Stage)}, {Word(attempt.Party)})",
        attempt.Hedge ? "beside a late one" : null,
        attempt.Status is { } status ? $"HTTP {status}" : null,
        attempt.ProviderCode,
        attempt.TimeToFirstContent is { } first ? $"first content after {Span(first)}" : null,
        Cost(attempt.Cost),
        attempt.UpstreamRequestId is { } id ? $"their id {id}" : null,
    }.Where(part => part is not null));

    private static string? Target(RequestRecord record) => record.Attempts is [.., var last] ? $"{last.Upstream}/{last.RequestModel}" : null;

    private static string Status(RequestRecord record) => record.ClientGone ? $"{record.Status} (client gone)" : $"{record.Status}";

    private static string? Tokens(RequestRecord record) => record.Usage is { } usage
        ? $"{Count(usage.Input)}{(usage.CachedInput > 0 ? $" ({usage.CachedInput} cached)" : "")} in, {Count(usage.Output)} out"
        : null;

    private static string? Cost(RecordedCost? cost) => cost switch
    {
        null => null,
        { Unpriced: { } reason } => $"unpriced ({Word(reason)})",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(cost.Estimated ? "about " : "")}{cost.Amount:0.#########} {cost.Currency}"),
    };

    /// <summary>As JSON writes it: <c>response_headers</c>.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Count(long? tokens) => tokens?.ToString(CultureInfo.InvariantCulture) ?? "?";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string? Span(TimeSpan? span) => span is not { } known ? null : known.TotalSeconds switch
    {
        < 0.001 => $"{known.TotalMicroseconds:0} µs",
        < 1 => $"{known.TotalMilliseconds:0.#} ms",
        < 60 => $"{known.TotalSeconds:0.##} s",
        _ => $"{(long)known.TotalMinutes} min {known.Seconds} s",
    };
}
