using System.Diagnostics;
using System.Net.Http.Headers;
using Changeover.Bench.Processes;
using Changeover.Bench.Roles;

namespace Changeover.Bench.Load;

/// <summary>Streams, many at a time, each read to its end and counted; and streams that are held open.</summary>
internal sealed class StreamLoad : IDisposable
{
    /// <summary>Frames beside the content: the role, the finish, and <c>[DONE]</c>.</summary>
    private const int OtherFrames = 3;

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
    private readonly Subject _subject;
    private readonly StaticModel _model;
    private readonly byte[] _body;
    private readonly AuthenticationHeaderValue _key;

    public StreamLoad(Subject subject, StaticModel model, string key)
    {
        _subject = subject;
        _model = model;
        _body = ChatRequest.Body(model);
        _key = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Content chunks received over so many concurrent streams, begun anew until the time is over and then read to their ends.</summary>
    /// <exception cref="BenchException">A stream did not hold every chunk.</exception>
    public async Task<(long Chunks, TimeSpan Duration)> RunAsync(int streams, TimeSpan duration, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var read = await Task.WhenAll(Enumerable.Range(0, streams).Select(async _ =>
        {
            long count = 0;
            var buffer = new byte[16 * 1024];
            do
            {
                count += await ReadOneAsync(buffer, cancellationToken);
            }
            while (Stopwatch.GetElapsedTime(start) < duration);
            return count;
        }));
        return (read.Sum() * _model.Chunks, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Opens so many streams and reads what comes first; they stay open until disposed.</summary>
    public async Task<IReadOnlyList<HttpResponseMessage>> HoldAsync(int streams, CancellationToken cancellationToken)
    {
        var held = new List<HttpResponseMessage>(streams);
        while (held.Count < streams)
        {
            held.AddRange(await Task.WhenAll(Enumerable.Range(0, Math.Min(Plan.Connections, streams - held.Count)).Select(async _ =>
            {
                var response = await SendAsync(cancellationToken);
                var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
                var first = new byte[4096];
                for (var frames = 0; frames < _model.Chunks + 1;)
                {
                    var read = await stream.ReadAsync(first, cancellationToken);
                    frames += read > 0 ? first.AsSpan(0, read).Count("data: "u8) : throw new BenchException($"A stream of {_subject.Name} ended early.");
                }

                return response;
            })));
        }

        return held;
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    /// <returns>1, for one whole stream.</returns>
    private async Task<int> ReadOneAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(cancellationToken);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        int frames = 0, read;
        byte last = 0;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            frames += buffer.AsSpan(0, read).Count("\n\n"u8) + (last == '\n' && buffer[0] == '\n' ? 1 : 0);
            last = buffer[read - 1];
        }

        return frames == _model.Chunks + OtherFrames
            ? 1
            : throw new BenchException($"A stream of {_subject.Name} had {frames} frames instead of {_model.Chunks + OtherFrames}.");
    }

    private async Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _subject.Address)
        {
            Content = new ByteArrayContent(_body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers = { Authorization = _key },
        };
        var response = await _http.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode ? response : throw new BenchException($"{_subject.Name} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
