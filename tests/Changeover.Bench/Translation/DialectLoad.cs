using System.Diagnostics;
using System.Net.Http.Headers;

namespace Changeover.Bench.Translation;

/// <summary>Streams of one client at one provider, many at a time, each read to its end and counted.</summary>
internal sealed class DialectLoad(DialectGrid grid, ClientWords client, ProviderWords provider, bool paced) : IDisposable
{
    private const int LongestStream = 256 * 1024;

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
    private readonly Uri _address = new(grid.Gateway, client.Path(DialectGrid.RouteOf(provider, paced)));
    private readonly byte[] _body = client.Plain(DialectGrid.RouteOf(provider, paced));

    /// <summary>The last event of a Responses stream and the three before it say all of it again.</summary>
    private int Words => DialectUpstream.Chunks * (client.Name == "responses" ? 5 : 1);

    /// <summary>Chunks received over so many concurrent streams, begun anew until the time is over and then read to their ends.</summary>
    /// <exception cref="BenchException">A stream did not hold every chunk.</exception>
    public async Task<long> RunAsync(int streams, TimeSpan duration, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var read = await Task.WhenAll(Enumerable.Range(0, streams).Select(async _ =>
        {
            var (count, buffer) = (0L, new byte[LongestStream]);
            do
            {
                await ReadOneAsync(buffer, cancellationToken);
                count += DialectUpstream.Chunks;
            }
            while (Stopwatch.GetElapsedTime(start) < duration);
            return count;
        }));
        return read.Sum();
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task ReadOneAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(_body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", grid.Key) },
        };
        using var response = await _http.SendAsync(request, cancellationToken);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var words = buffer.AsSpan(0, length).Count("lorem"u8);
        if (!response.IsSuccessStatusCode || words != Words)
        {
            throw new BenchException($"{client.Name} at {provider.Name}: {(int)response.StatusCode} with {words} words instead of {Words}: {System.Text.Encoding.UTF8.GetString(buffer, 0, Math.Min(length, 1000))}");
        }
    }
}
