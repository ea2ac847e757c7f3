using System.Buffers;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;

namespace Changeover.Gateway.Upstream;

/// <summary>Several answers that were asked for one by one, as the choices of one.</summary>
/// <param name="attempt">What they answer.</param>
/// <param name="asked">As the client asked.</param>
/// <param name="parts">The answers on their way.</param>
/// <param name="answers">Where each of them puts what it has read.</param>
internal sealed class FannedAnswer(Attempt attempt, ChatRequest asked, UpstreamAnswer[] parts, ChatAnswer?[] answers) : UpstreamAnswer
{
    private readonly AnswerNotebook _notes = new();
    private readonly PooledBuffer _body = new(4096);

    /// <inheritdoc />
    public override string ContentType => MediaTypes.Json;

    /// <inheritdoc />
    public override long? Length => _body.WrittenCount;

    /// <inheritdoc />
    protected override IAnswerNotes Notes => _notes;

    /// <inheritdoc />
    public override async ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone)
    {
        await Task.WhenAll(parts.Select(part => ReadWholeAsync(part, clientGone)));
        if (Array.Find(parts, part => part.Failure is not null) is { } failed)
        {
            // What the others used is paid for.
            if (parts.Select(part => part.Usage).OfType<TokenUsage>().ToArray() is { Length: > 0 } used)
            {
                _notes.Note(new ChatEvent.Usage(used.Aggregate((sum, more) => sum.Plus(more))));
            }

            return Fail(failed.Failure!);
        }

        var whole = answers[0]! with
        {
            Choices = [.. answers.Select((answer, index) => answer!.Choices[0] with { Index = index })],
            Usage = answers.Select(answer => answer!.Usage).Aggregate((sum, more) => sum is null || more is null ? null : sum.Plus(more)),
        };
        _notes.Note(whole);
        attempt.Client.Dialect.WriteAnswer(whole, asked, _body, attempt.Losses);
        return AnswerStep.Complete;
    }

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => output.Write(_body.WrittenSpan);

    /// <summary>A whole answer that failed was never begun.</summary>
    public override void WriteFailure(ClientError error, IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc />
    public override void Keep() => Array.ForEach(parts, part => part.Keep());

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        foreach (var part in parts)
        {
            await part.DisposeAsync();
        }

        _body.Dispose();
    }

    private static async Task ReadWholeAsync(UpstreamAnswer part, CancellationToken clientGone)
    {
        using var nothing = new PooledBuffer(16);
        while (await part.ReadAsync(nothing, clientGone) is AnswerStep.Preamble or AnswerStep.Content)
        {
        }
    }
}
