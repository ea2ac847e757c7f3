using System.Buffers;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Embeddings;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>Vectors in another dialect than the client's.</summary>
internal sealed class EmbeddingBody(Attempt attempt, HttpResponseMessage response, Stream stream, AttemptClock clock, EmbeddingRequest request)
    : WholeAnswer(attempt, response, stream, clock)
{
    private readonly AnswerNotebook _notes = new();
    private readonly PooledBuffer _written = new(4096);

    /// <inheritdoc />
    public override long? Length => _written.WrittenCount;

    /// <inheritdoc />
    protected override IAnswerNotes Notes => _notes;

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => output.Write(_written.WrittenSpan);

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        _written.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override AnswerStep Judge()
    {
        if (!EmbeddingDialects.Provider(Attempt.TargetDialect)!.TryReadAnswer(Body, out var answer, out var error))
        {
            return error.Type == AnswerFaults.Malformed
                ? Fail(ErrorClass.Server, AttemptFaults.MalformedAnswer)
                : Fail(Attempt.Provider.Classify(error), AttemptFaults.ErrorInBody, error);
        }

        _notes.Note(answer);
        EmbeddingDialects.Client(Attempt.Client.Dialect.Dialect).WriteAnswer(answer, request, _written);
        return AnswerStep.Complete;
    }
}
