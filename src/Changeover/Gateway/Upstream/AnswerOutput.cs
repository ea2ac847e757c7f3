using System.Buffers;
using Changeover.Gateway.Conversations;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Gateway.Upstream;

/// <summary>The client's side of a translated answer: events become a stream in its dialect, or are folded into one body.</summary>
/// <param name="client">The client's dialect.</param>
/// <param name="request">What it asked, as it asked it.</param>
/// <param name="adapted">As the target got it: what was changed is taken back in the answer.</param>
/// <param name="maker">Who makes the answer: its seals are marked with it.</param>
/// <param name="losses">Receives what the client's dialect has no place for.</param>
/// <param name="now">Given as the time of an answer that says none (Anthropic).</param>
/// <param name="draft">Receives what is to be kept of it; null = nothing is.</param>
internal sealed class AnswerOutput(ClientRequest client, ChatRequest request, AdaptedRequest adapted, string maker, LossList losses, DateTimeOffset now, ResponseDraft? draft) : IDisposable
{
    private readonly SealMark _mark = new(maker);
    private readonly IAnswerStreamWriter? _stream = request.Stream ? OpenStream(client, request, losses, draft) : null;
    private readonly AnswerAdapter _adapter = new(adapted);
    private readonly AnswerFolder? _folder = request.Stream && adapted.UnkeptFormat is null ? null : new AnswerFolder();
    private readonly List<ChatEvent>? _held = request.Stream && adapted.UnkeptFormat is not null ? [] : null;
    private readonly PooledBuffer _body = new(request.Stream ? 16 : 2048);

    /// <summary>Receives a buffered answer instead of the client; null = the client gets it.</summary>
    public Action<ChatAnswer>? Collect { get; init; }

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

        if (_adapter.Adapt(_mark.On(step)) is not { } shown)
        {
            return;
        }

        if (_stream is null && shown is ChatEvent.PassedBy passed)
        {
            losses.Ignored(passed.Path, ChatEvent.PassedBy.Reason);
        }

        _folder?.Add(shown);
        _held?.Add(shown);
        if (_folder is null)
        {
            _stream!.Write(shown, output);
        }
    }

    /// <summary>All events are there: a buffered answer gets its body, and one whose format had to be checked first is written. A failure where it has not the format that was asked for.</summary>
    public AttemptOutcome? Complete(IBufferWriter<byte> output)
    {
        if (_folder is null)
        {
            (_stream as AnswerStreamWriter)?.Complete(output);
            return null;
        }

        var answer = _folder.ToAnswer();
        if (FormatCheck.Find(answer, adapted.UnkeptFormat) is { } fault)
        {
            return AttemptOutcome.FormatNotKept(fault);
        }

        if (_stream is null)
        {
            WriteAnswer(answer);
        }

        foreach (var step in _held ?? [])
        {
            _stream!.Write(step, output);
        }

        (_stream as AnswerStreamWriter)?.Complete(output);
        return null;
    }

    /// <summary>A buffered answer that came whole.</summary>
    public AttemptOutcome? Complete(ChatAnswer whole)
    {
        var answer = _adapter.Adapt(_mark.On(whole) with { Created = Time(whole.Created), ResponseModel = Model(whole.ResponseModel) });
        if (FormatCheck.Find(answer, adapted.UnkeptFormat) is { } fault)
        {
            return AttemptOutcome.FormatNotKept(fault);
        }

        WriteAnswer(answer);
        return null;
    }

    /// <summary>Nothing goes to the client before all is there: the answer is folded, or its format must be checked first.</summary>
    public bool Holds => _folder is not null;

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
    public void WriteFailure(ClientError error, IBufferWriter<byte> output)
    {
        _stream?.Fail(error, output);
        draft?.HandOver();
    }

    private static IAnswerStreamWriter OpenStream(ClientRequest client, ChatRequest request, LossList losses, ResponseDraft? draft) => draft is not null
        ? OpenAIResponsesDialect.OpenStream(request, losses, draft.Options)
        : client.Dialect.OpenStream(request, losses);

    private void WriteAnswer(ChatAnswer answer)
    {
        if (Collect is not null)
        {
            Collect(answer);
        }
        else if (draft is not null)
        {
            OpenAIResponsesDialect.WriteAnswer(answer, request, _body, losses, draft.Options);
        }
        else
        {
            client.Dialect.WriteAnswer(answer, request, _body, losses);
        }
    }

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
