using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Drill;

/// <summary>Clients of the gateway that is drilled.</summary>
internal sealed class Traffic(Uri gateway, DrillPlan plan, TimeProvider time) : IDisposable
{
    private const int MostAtOnce = 256;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan };
    private readonly SemaphoreSlim _places = new(MostAtOnce);

    /// <summary>Sends the plan, each request when it is due, and tells each reading as it is there.</summary>
    /// <param name="routes">Models to ask for.</param>
    /// <param name="begun">Time stamp of the drill's beginning.</param>
    /// <param name="note">Told of each reading, from any thread.</param>
    /// <param name="cancellation">Ends the traffic; requests under way are given up and not counted.</param>
    public async Task RunAsync(IReadOnlyList<string> routes, long begun, Action<Reading> note, CancellationToken cancellation)
    {
        var running = new List<Task>();
        try
        {
            foreach (var request in PlannedRequest.Of(plan, routes))
            {
                var wait = request.Offset - time.GetElapsedTime(begun);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, time, cancellation);
                }

                await _places.WaitAsync(cancellation);
                running.Add(NoteAsync(request, note, cancellation));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What has been seen so far is the report.
        }

        await Task.WhenAll(running);
    }

    /// <summary>Asks once in every way, so that what is measured is not the start of a cold process.</summary>
    public async Task WarmUpAsync(string route, CancellationToken cancellation)
    {
        foreach (var speech in Speech.All)
        {
            await AskAsync(new PlannedRequest(TimeSpan.Zero, speech, route, Stream: false, Tool: false), cancellation);
            await AskAsync(new PlannedRequest(TimeSpan.Zero, speech, route, Stream: true, Tool: true), cancellation);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        _places.Dispose();
    }

    private async Task NoteAsync(PlannedRequest request, Action<Reading> note, CancellationToken cancellation)
    {
        try
        {
            note(await AskAsync(request, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Given up by the operator, not by the gateway.
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<Reading> AskAsync(PlannedRequest planned, CancellationToken cancellation)
    {
        var reading = new Reading { Offset = planned.Offset, Dialect = planned.Speech.Name, Route = planned.Route };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(plan.Patience);
        var begun = time.GetTimestamp();
        try
        {
            var text = plan.Live ? "Say hello in five words." : "Hello there, how is the supply today?";
            using var request = new HttpRequestMessage(HttpMethod.Post, planned.Speech.Path(planned.Route, planned.Stream))
            {
                Content = new StringContent(planned.Speech.Body(planned.Route, planned.Stream, text, planned.Tool).ToJsonString(), Encoding.UTF8, "application/json"),
            };
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            reading = reading with { Status = (int)response.StatusCode, Target = Header(response, "x-changeover-target"), Loss = Header(response, "x-changeover-loss") };
            var body = await response.Content.ReadAsStreamAsync(patience.Token);
            var first = new byte[1];
            var isThere = await body.ReadAsync(first, patience.Token) > 0;
            reading = reading with { FirstByte = isThere ? time.GetElapsedTime(begun) : null };
            using var reader = new StreamReader(body, Encoding.UTF8);
            var whole = Encoding.UTF8.GetString(first) + await reader.ReadToEndAsync(patience.Token);
            return reading with { Failure = Failure(planned, reading.Status, whole) };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return reading with { Failure = $"no whole answer within {plan.Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s" };
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return reading with { Failure = "the connection broke" };
        }
    }

    private static string? Failure(PlannedRequest planned, int status, string body)
    {
        if (status != 200)
        {
            return $"{status} {Code(body)}".TrimEnd();
        }

        if (!planned.Stream)
        {
            return body.TrimStart().StartsWith('{') ? null : "200 without an answer";
        }

        var last = body.Split('\n').LastOrDefault(line => line.StartsWith("data:", StringComparison.Ordinal))?[5..].Trim() ?? "";
        return planned.Speech.Ends(last) ? null : $"the stream broke off {Code(last)}".TrimEnd();
    }

    /// <summary>The error's code, else its type.</summary>
    private static string? Code(string body)
    {
        try
        {
            var error = (JsonNode.Parse(body) as JsonObject)?["error"] as JsonObject;
            return (error?["code"] ?? error?["status"] ?? error?["type"])?.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
