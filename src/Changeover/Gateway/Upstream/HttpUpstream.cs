using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>An upstream that speaks the OpenAI dialect over HTTP. Bodies are spliced, never re-serialised.</summary>
internal sealed class HttpUpstream : IUpstreamConnection
{
    private const int LargestErrorBody = 64 * 1024;
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly string[] RequestIdHeaders = ["x-request-id", "request-id", "x-ds-request-id", "apim-request-id", "x-tt-logid"];

    private readonly UpstreamModel _model;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;
    private readonly ConcurrentDictionary<(Operation Operation, string RequestModel), Uri> _addresses = new();

    public HttpUpstream(UpstreamModel model, TimeProvider time)
    {
        _model = model;
        _time = time;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            // An answer that is left in its middle ends its connection, so that the provider stops charging; the tail of a whole one may still come.
            ResponseDrainTimeout = TimeSpan.FromMilliseconds(25),
            ConnectTimeout = model.Config.Timeouts.Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            EnableMultipleHttp2Connections = true,
        });
    }

    /// <inheritdoc />
    public bool Serves(Operation operation, RequestOutline outline) => true;

    /// <inheritdoc />
    public async Task<OpenedAnswer> OpenAsync(Attempt attempt, CancellationToken clientGone)
    {
        var clock = new AttemptClock(_model.Config.Timeouts, _time, clientGone);
        HttpResponseMessage? response = null;
        try
        {
            using var body = new PooledBuffer(attempt.Body.Length + 256);
            WriteBody(attempt, body);
            using var request = Request(attempt, body.WrittenMemory);
            response = await _http.SendAsync(request, clock.Token);
            var opened = await ReadHeadAsync(attempt, response, clock);
            if (opened.Answer is not null)
            {
                // The answer owns them from here.
                response = null;
                clock = null;
            }

            return opened;
        }
        catch (OperationCanceledException) when (clientGone.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (clock!.RanOut)
        {
            return OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.ResponseHeaders, ErrorClass.Timeout, AttemptFaults.FirstContentTimeout));
        }
        catch (OperationCanceledException)
        {
            // The handler's own connect timeout.
            return OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.Connect, ErrorClass.Timeout, AttemptFaults.ConnectTimeout));
        }
        catch (HttpRequestException broken)
        {
            return OpenedAnswer.Failed(TransportFault.Of(broken));
        }
        catch (IOException)
        {
            return OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.ResponseHeaders, ErrorClass.Server, AttemptFaults.ConnectionLost));
        }
        finally
        {
            response?.Dispose();
            clock?.Dispose();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static void WriteBody(Attempt attempt, PooledBuffer body)
    {
        if (attempt.PassThrough is null)
        {
            attempt.Target.SpliceFor(attempt.Operation, attempt.Outline.Stream).Write(attempt.Body.Span, attempt.Outline.Members.Span, body);
        }
        else if (attempt.PassThrough.IsJsonObject(attempt.Body.Span))
        {
            attempt.Target.RenameModel.Write(attempt.Body.Span, body);
        }
        else
        {
            body.Write(attempt.Body.Span);
        }
    }

    private HttpRequestMessage Request(Attempt attempt, ReadOnlyMemory<byte> body)
    {
        var raw = attempt.PassThrough;
        var address = raw is null
            ? _addresses.GetOrAdd((attempt.Operation, attempt.Target.Model.RequestModel), static (at, model) => UpstreamAddress.Of(model, at.Operation, at.RequestModel), _model)
            : UpstreamAddress.Of(_model, raw.Path, raw.Query);
        var request = new HttpRequestMessage(raw?.Method ?? HttpMethod.Post, address)
        {
            Content = body.IsEmpty ? null : new ReadOnlyMemoryContent(body) { Headers = { ContentType = raw is null ? Json : raw.ContentType } },
            Version = _model.Config.Http11 ? HttpVersion.Version11 : HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        UpstreamAddress.Authorize(request.Headers, _model);
        request.Headers.TryAddWithoutValidation("Accept", raw is not null ? "*/*" : attempt.Outline.Stream ? "text/event-stream" : "application/json");
        return request;
    }

    private async Task<OpenedAnswer> ReadHeadAsync(Attempt attempt, HttpResponseMessage response, AttemptClock clock)
    {
        var requestId = RequestId(response.Headers);
        if (!response.IsSuccessStatusCode)
        {
            var error = await ReadErrorAsync(response, clock.Token);
            return OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.ResponseHeaders, _model.Provider.Classify(error), AttemptFaults.ErrorStatus, error), requestId);
        }

        if (attempt.PassThrough is not null)
        {
            return new OpenedAnswer(new RawAnswer(response, await response.Content.ReadAsStreamAsync(clock.Token), clock), null, requestId);
        }

        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (mediaType is "text/html")
        {
            return OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.ResponseHeaders, ErrorClass.Server, AttemptFaults.WrongContentType), requestId);
        }

        var stream = await response.Content.ReadAsStreamAsync(clock.Token);
        // A provider that answers a stream request with plain JSON has an error to tell, or ignores the wish: read it whole and see.
        UpstreamAnswer answer = attempt.Outline.Stream && mediaType is not "application/json"
            ? new StreamedAnswer(attempt, response, stream, clock)
            : new BufferedAnswer(attempt, response, stream, clock);
        return new OpenedAnswer(answer, null, requestId);
    }

    private async Task<UpstreamError> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = new PooledBuffer(4096);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (body.WrittenCount < LargestErrorBody)
        {
            var read = await stream.ReadAsync(body.GetMemory(4096), cancellationToken);
            if (read == 0)
            {
                break;
            }

            body.Advance(read);
        }

        var retryAfter = response.Headers.TryGetValues("Retry-After", out var values) ? values.FirstOrDefault() : null;
        return ErrorReader.Read((int)response.StatusCode, body.WrittenSpan, retryAfter, _time.GetUtcNow());
    }

    private static string? RequestId(HttpResponseHeaders headers)
    {
        foreach (var name in RequestIdHeaders)
        {
            if (headers.NonValidated.TryGetValues(name, out var values))
            {
                var id = values.ToString();
                return id.Length <= 128 ? id : id[..128];
            }
        }

        return null;
    }
}
