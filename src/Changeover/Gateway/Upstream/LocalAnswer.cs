using System.Buffers;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Ollama;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>An answer that needs no provider: an estimate of tokens for a target that cannot be asked for one in the client's words, or Ollama's wish to have a model loaded.</summary>
internal sealed class LocalAnswer : UpstreamAnswer
{
    private readonly PooledBuffer _body = new(256);

    /// <inheritdoc />
    public override string ContentType => MediaTypes.Json;

    /// <inheritdoc />
    public override long? Length => _body.WrittenCount;

    /// <inheritdoc />
    protected override IAnswerNotes Notes { get; } = new AnswerNotebook();

    /// <summary>The answer; null = the target is to be asked.</summary>
    public static LocalAnswer? For(Attempt attempt, DateTimeOffset now)
    {
        var dialect = attempt.Client.Dialect.Dialect;
        var counts = attempt.Operation == Operation.CountTokens && attempt.TargetDialect != dialect;
        if ((!counts && dialect != Dialect.Ollama) || !attempt.Client.TryRead(attempt.Body, out var request, out _))
        {
            return null;
        }

        var answer = new LocalAnswer();
        if (counts)
        {
            attempt.Losses.Emulated("input_tokens", "estimated from the length of the text");
            TokenCounts.WriteAnswer(dialect, TokenCounts.Estimate(request), answer._body);
            return answer;
        }

        if (attempt.Operation == Operation.Chat && OllamaDialect.OnlyLoads(request))
        {
            OllamaPages.WriteLoaded(request, now.ToUnixTimeSeconds(), answer._body);
            return answer;
        }

        return null;
    }

    /// <inheritdoc />
    public override ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone) => ValueTask.FromResult(AnswerStep.Complete);

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => output.Write(_body.WrittenSpan);

    /// <summary>Never begun.</summary>
    public override void WriteFailure(ClientError error, IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        _body.Dispose();
        return ValueTask.CompletedTask;
    }
}
