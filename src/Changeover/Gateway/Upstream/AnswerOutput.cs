using System.Buffers;
using Changeover.Gateway.Dialects;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;

namespace Changeover.Gateway.Upstream;

/// <summary>The client's side of a translated answer: events become a stream in its dialect, or are folded into one body.</summary>
/// <param name="client">The client's dialect.</param>
/// <param name="request">What it asked, as it asked it.</param>
/// <param name="adapter">Takes back what was changed for the target.</param>
/// <param name="losses">Receives what the client's dialect has no place for.</param>
/// <param name="now">Given as the time of an answer that says none (Anthropic).</param>
internal sealed class AnswerOutput(ClientRequest client, ChatRequest request, AnswerAdapter adapter, LossList losses, DateTimeOffset now) : IDisposable
{
    private readonly IAnswerStreamWriter? _stream = request.Stream ? client.Dialect.OpenStream(request, losses) : null;
    private readonly AnswerFolder? _folder = request.Stream ? null : new AnswerFolder();
    private readonly PooledBuffer _body = new(request.Stream ? 16 : 2048);

    /// <summary>Media type.</summary>
    public string ContentType => _stream?.ContentType ?? MediaTypes.Json;

    /// <summary>Length of a buffered answer once it is complete; null for a stream.</summary>
    public long? Length => _stream is null ? _body.WrittenCount : null;

    /// <summary>One event, as the provider sent it.</summary>
    public void Write(ChatEvent step, IBufferWriter<byte> output)
    {
        if (step is ChatEvent.Started started)
        {
            step = started with { Created = Time(started.Created), ResponseModel = Model(started.ResponseModel) };
        }

        if (adapter.Adapt(step) is not { } adapted)
        {
            return;
        }

        if (_stream is null)
        {
            _folder!.Add(adapted);
        }
        else
        {
            _stream.Write(adapted, output);
        }
    }

    /// <summary>All events are there: a buffered answer gets its body.</summary>
    public void Complete()
    {
        if (_folder is not null)
        {
            client.Dialect.WriteAnswer(_folder.ToAnswer(), request, _body, losses);
        }
    }

    /// <summary>A buffered answer that came whole.</summary>
    public void Complete(ChatAnswer answer) =>
        client.Dialect.WriteAnswer(adapter.Adapt(answer with { Created = Time(answer.Created), ResponseModel = Model(answer.ResponseModel) }), request, _body, losses);

    /// <summary>The body, or the end of the stream.</summary>
    public void WriteEnd(IBufferWriter<byte> output)
    {
        if (_stream is null)
        {
            output.Write(_body.WrittenSpan);
        }
        else
        {
            _stream.End(output);
        }
    }

    /// <summary>The stream broke off.</summary>
    public void WriteFailure(ClientError error, IBufferWriter<byte> output) => _stream?.Fail(error, output);

    private long Time(long said) => said == 0 ? now.ToUnixTimeSeconds() : said;

    /// <summary>Some providers do not say which model answered (DashScope).</summary>
    private string Model(string said) => said.Length == 0 ? request.OriginalModel : said;

    /// <inheritdoc />
    public void Dispose()
    {
        _stream?.Dispose();
        _body.Dispose();
    }
}
