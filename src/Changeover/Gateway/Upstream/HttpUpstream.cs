using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>An upstream over HTTP. In the client's own dialect bodies are spliced, never re-serialised; else they are translated.</summary>
internal sealed class HttpUpstream : IUpstreamConnection
{
    private const int LargestErrorBody = 64 * 1024;
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>OpenAI and Azure log it; others ignore it (seen 2026-11).</summary>
    private const string ClientRequestId = "X-Client-Request-Id";

    private static readonly string[] RequestIdHeaders = ["x-request-id", "request-id", "x-ds-request-id", "apim-request-id", "x-tt-logid"];

    private readonly UpstreamModel _model;
    private readonly TimeProvider _time;
    private readonly CancellationToken _drained;
    private readonly HttpMessageInvoker _http;
    private readonly ConcurrentDictionary<AddressKey, Uri> _addresses = new();

    /// <param name="model">The upstream.</param>
    /// <param name="time">For its clocks.</param>
    /// <param name="drained">Cancelled when the gateway ends and running answers have had their time.</param>
    public HttpUpstream(UpstreamModel model, TimeProvider time, CancellationToken drained)
    {
        _drained = drained;
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
    public Task<OpenedAnswer> OpenAsync(Attempt attempt, CancellationToken clientGone) =>
        ChoiceFan.Wants(attempt) ? ChoiceFan.OpenAsync(attempt, SendAsync, clientGone) : SendAsync(attempt, clientGone);

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<OpenedAnswer> SendAsync(Attempt attempt, CancellationToken clientGone)
    {
        if (LocalAnswer.For(attempt, _time.GetUtcNow()) is { } local)
        {
            return new OpenedAnswer(local, null, null);
        }

        var clock = new AttemptClock(_model.Config.Timeouts, _time, clientGone, _drained);
        HttpResponseMessage? response = null;
        try
        {
            var (outgoing, refusal) = OutgoingRequest.Of(attempt);
            using var body = outgoing;
            if (refusal is not null)
            {
                return OpenedAnswer.Failed(refusal);
            }

            using var request = Request(attempt, outgoing);
            if (_model.Credential is { } credential && !RequestSigner.TrySign(request, outgoing.Body.WrittenMemory, _model.Provider, credential.Reveal(), _time.GetUtcNow()))
            {
                return OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.RequestBody, ErrorClass.Auth, AttemptFaults.CannotBeSigned));
            }

            response = await _http.SendAsync(request, clock.Token);
            var opened = await ReadHeadAsync(attempt, outgoing, response, clock);
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
            return OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.ResponseHeaders, ErrorClass.Timeout, clock.Fault));
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

    private HttpRequestMessage Request(Attempt attempt, OutgoingRequest outgoing)
    {
        var raw = attempt.PassThrough;
        var body = outgoing.Body.WrittenMemory;
        var streams = outgoing.Translation?.Adapted.Request.Stream ?? attempt.Outline.Stream;
        var request = new HttpRequestMessage(raw?.Method ?? HttpMethod.Post, AddressOf(attempt, streams))
        {
            Content = body.IsEmpty ? null : new ReadOnlyMemoryContent(body) { Headers = { ContentType = raw is null ? Json : raw.ContentType } },
            Version = _model.Config.Http11 ? HttpVersion.Version11 : HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        UpstreamAddress.Authorize(request.Headers, _model, attempt.Operation, streams);
        request.Headers.TryAddWithoutValidation(ClientRequestId, attempt.ClientRequestId);
        request.Headers.TryAddWithoutValidation("Accept", raw is not null ? "*/*" : streams ? "text/event-stream" : "application/json");
        return request;
    }

    private Uri AddressOf(Attempt attempt, bool streams)
    {
        if (attempt.PassThrough is { } raw)
        {
            return UpstreamAddress.Of(_model, raw.Path, raw.Query);
        }

        var at = new AddressKey(attempt.Operation, attempt.Target.Model.RequestModel, attempt.TargetDialect, streams, attempt.Outline.HasImages);
        return _addresses.GetOrAdd(at, static (at, model) => UpstreamAddress.Of(model, at), _model);
    }

    private async Task<OpenedAnswer> ReadHeadAsync(Attempt attempt, OutgoingRequest outgoing, HttpResponseMessage response, AttemptClock clock)
    {
        var requestId = RequestId(response.Headers);
        if (!response.IsSuccessStatusCode)
        {
            var error = await ReadErrorAsync(attempt.TargetDialect, response, clock.Token);
            return OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.ResponseHeaders, _model.Provider.Classify(error), AttemptFaults.ErrorStatus, error), requestId);
        }

        if (attempt.PassThrough is not null || attempt.Operation == Operation.CountTokens)
        {
            return new OpenedAnswer(new RawAnswer(response, await response.Content.ReadAsStreamAsync(clock.Token), clock), null, requestId);
        }

        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (mediaType is "text/html")
        {
            return OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.ResponseHeaders, ErrorClass.Server, AttemptFaults.WrongContentType), requestId);
        }

        var stream = await response.Content.ReadAsStreamAsync(clock.Token);
        return new OpenedAnswer(Answer(attempt, outgoing, response, stream, clock), null, requestId);
    }

    /// <summary>A provider that answers a stream request with plain JSON has an error to tell, or ignores the wish: it is read whole and seen. One that streams unasked is folded.</summary>
    private UpstreamAnswer Answer(Attempt attempt, OutgoingRequest outgoing, HttpResponseMessage response, Stream stream, AttemptClock clock)
    {
        var streams = response.Content.Headers.ContentType?.MediaType is { } type && (type is "text/event-stream" || (attempt.Outline.Stream && type is not "application/json"));
        if (outgoing.Embedding is { } embedding)
        {
            return new EmbeddingBody(attempt, response, stream, clock, embedding);
        }

        if (outgoing.Translation is { } translation)
        {
            var client = new AnswerOutput(attempt.Client, translation.Asked, translation.Adapted, _model.Maker, attempt.Losses, _time.GetUtcNow(), attempt.Draft) { Collect = attempt.Collect };
            return streams
                ? new TranslatedStream(attempt, response, stream, clock, translation.Dialect.OpenStream(translation.Adapted.Request), client)
                : new NeutralBody(attempt, response, stream, clock, translation.Dialect, translation.Adapted.Request, client);
        }

        if (attempt.TargetDialect == Dialect.OpenAIChat)
        {
            return attempt.Outline.Stream && streams ? new StreamedAnswer(attempt, response, stream, clock) : new BufferedAnswer(attempt, response, stream, clock);
        }

        var dialect = DialectRegistry.Provider(attempt.TargetDialect);
        return streams
            ? new PassedStream(attempt, response, stream, clock, dialect.OpenStream(Unread(attempt)))
            : new NeutralBody(attempt, response, stream, clock, dialect, Unread(attempt), client: null);
    }

    /// <summary>Stands for a request whose bytes were sent on as they came: no dialect that clients speak needs it to read the answer.</summary>
    private static ChatRequest Unread(Attempt attempt) => new() { OriginalModel = attempt.Outline.OriginalModel, Messages = [] };

    private async Task<UpstreamError> ReadErrorAsync(Dialect dialect, HttpResponseMessage response, CancellationToken cancellationToken)
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
        return DialectRegistry.Provider(dialect).ReadError((int)response.StatusCode, body.WrittenSpan, retryAfter, _time.GetUtcNow());
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
