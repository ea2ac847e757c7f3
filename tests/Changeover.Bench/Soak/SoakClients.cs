using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.EndToEnd.Dialects;

namespace Changeover.Bench.Soak;

/// <summary>Clients of every dialect behind a balancer: they begin requests at a steady rate, whatever becomes of those before, and note how each one ended.</summary>
internal sealed class SoakClients(SoakGroup group, SoakPlan plan, SoakChaos chaos, TimeProvider time)
{
    private readonly ConcurrentQueue<SoakReading> _readings = new();
    private readonly Random _random = new(plan.Seed);
    private int _underWay;
    private int _turn;

    /// <summary>What was seen so far.</summary>
    public IReadOnlyCollection<SoakReading> Readings => _readings;

    /// <summary>Requests that were not sent because too many were under way.</summary>
    public int Withheld { get; private set; }

    /// <summary>Requests that found no gateway that was ready.</summary>
    public int Homeless { get; private set; }

    /// <summary>Sends for the plan's duration, then waits for what is under way.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1 / plan.Rate), time);
        var running = new List<Task>();
        while (time.GetElapsedTime(started) is var at && at < plan.Duration && await beat.WaitForNextTickAsync(cancellationToken))
        {
            running.RemoveAll(each => each.IsCompletedSuccessfully);
            if (running.Count >= SoakPlan.MostUnderWay)
            {
                Withheld++;
                continue;
            }

            running.Add(AskAsync(at, cancellationToken));
        }

        await Task.WhenAll(running);
    }

    private SoakNode? Next()
    {
        SoakNode[] ready = [.. group.Nodes.Where(node => node.IsReady)];
        return ready is [] ? null : ready[_turn++ % ready.Length];
    }

    private async Task AskAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        var tongue = Tongue.All[_random.Next(Tongue.All.Count)];
        var (route, owner, stream) = (SoakGroup.Routes[_random.Next(SoakGroup.Routes.Count)], group.Keys.ElementAt(_random.Next(group.Keys.Count)), _random.Next(3) > 0);
        var question = string.Create(CultureInfo.InvariantCulture, $"sandbox: words={_random.Next(5, 60)} seed={_random.Next()}");
        var tool = _random.Next(6) == 0;
        if (Next() is not { } node)
        {
            Homeless++;
            return;
        }

        var sent = time.GetUtcNow();
        var reading = new SoakReading(at, tongue.Name, stream, owner.Key, node.Number, chaos.Fault, SoakEnd.Lost);
        Interlocked.Increment(ref _underWay);
        reading = await AskAsync(node, tongue, route, owner.Value, stream, question, tool, reading, cancellationToken);
        Interlocked.Decrement(ref _underWay);
        _readings.Enqueue(reading.End == SoakEnd.Lost && node.WasKilled(sent, time.GetUtcNow()) ? reading with { End = SoakEnd.NodeKilled } : reading);
    }

    private static async Task<SoakReading> AskAsync(
        SoakNode node, Tongue tongue, string route, string key, bool stream, string question, bool tool, SoakReading reading, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, tongue.Path(route, stream))
            {
                Content = new StringContent(tongue.Body(route, stream, question, tool).ToJsonString(), Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("anthropic-version", "2023-06-01");
            request.Headers.Add("Authorization", "Bearer " + key);
            using var answer = await node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            reading = reading with { RequestId = answer.Headers.TryGetValues("x-request-id", out var ids) ? ids.First() : null };
            var (text, first) = await ReadAsync(answer, start, cancellationToken);
            reading = reading with { FirstByte = first, Whole = Stopwatch.GetElapsedTime(start) };
            return answer.IsSuccessStatusCode
                ? reading with { End = EndOf(tongue, stream, text), Error = EndOf(tongue, stream, text) == SoakEnd.Answered ? null : LastLine(text) }
                : Refused(reading, (int)answer.StatusCode, tongue, text);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException || (gone is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return reading with { Whole = Stopwatch.GetElapsedTime(start), Error = gone.GetType().Name + ": " + (gone.InnerException ?? gone).Message };
        }
    }

    private static SoakReading Refused(SoakReading reading, int status, Tongue tongue, string text)
    {
        var words = Parsed(text) is { } json ? tongue.Error(json) : text;
        var over = status == 429 && words?.Contains("USD total", StringComparison.Ordinal) is true;
        return reading with { End = over ? SoakEnd.OverBudget : SoakEnd.Refused, Error = string.Create(CultureInfo.InvariantCulture, $"{status} {words}") };
    }

    private static SoakEnd EndOf(Tongue tongue, bool stream, string text)
    {
        if (!stream)
        {
            return Parsed(text) is not null ? SoakEnd.Answered : SoakEnd.Lost;
        }

        var last = LastLine(text);
        return last.Length == 0 ? SoakEnd.Lost
            : last == "[DONE]" || (Parsed(last) is { } json && tongue.Error(json) is null && tongue.Ends(last)) ? SoakEnd.Answered
            : text.Contains("\"error\"", StringComparison.Ordinal) || text.Contains("response.failed", StringComparison.Ordinal) ? SoakEnd.BrokenOff
            : SoakEnd.Lost;
    }

    private static string LastLine(string text)
    {
        var last = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("").Trim();
        return last.StartsWith("data: ", StringComparison.Ordinal) ? last["data: ".Length..] : last;
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<(string Text, TimeSpan? First)> ReadAsync(HttpResponseMessage answer, long start, CancellationToken cancellationToken)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var buffer = new byte[8192];
        TimeSpan? first = null;
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            first ??= Stopwatch.GetElapsedTime(start);
            whole.Write(buffer, 0, read);
        }

        return (Encoding.UTF8.GetString(whole.ToArray()), first);
    }
}
