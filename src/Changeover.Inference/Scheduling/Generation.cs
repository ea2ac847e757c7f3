using System.Threading.Channels;
using Changeover.Inference.Answering;
using Changeover.Inference.Constraints;
using Changeover.Inference.Sampling;
using Changeover.Inference.Tokens;
using Changeover.Protocol.Chat;

namespace Changeover.Inference.Scheduling;

/// <summary>One request on its way: what to generate, and the stream that the events go to.</summary>
internal sealed class Generation : IDisposable
{
    // Unbounded for the writer, who must not wait for one slow reader; the token bound of the request bounds it.
    private readonly Channel<ChatEvent> _events = Channel.CreateUnbounded<ChatEvent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancel = new();

    public Generation() => Cancelled = _cancel.Token;

    /// <summary>The first event.</summary>
    public required ChatEvent.Started Started { get; init; }

    public required IReadOnlyList<int> Prompt { get; init; }

    /// <summary>Answers wanted; each takes a slot.</summary>
    public required int N { get; init; }

    public required SamplingPlan Sampling { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Tokens per answer, the end token included.</summary>
    public required int MaxTokens { get; init; }

    public required AnswerForm Form { get; init; }

    /// <summary>Begins a constraint per answer; null = free text.</summary>
    public Func<ITokenConstraint>? Constraint { get; init; }

    public required bool Logprobs { get; init; }

    public required int TopLogprobs { get; init; }

    /// <summary>The client has gone.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Completes when the wait for a slot is over.</summary>
    public Task Admitted => _admitted.Task;

    public ChannelReader<ChatEvent> Events => _events.Reader;

    /// <summary>The answers, once admitted.</summary>
    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public void Admit(TokenTable tokens, IReadOnlySet<int> ends, IdSource ids)
    {
        Choices = [.. Enumerable.Range(0, N).Select(index => new Choice(this, index, tokens, ends, ids))];
        Emit(Started);
        _admitted.TrySetResult();
    }

    public void Emit(ChatEvent next) => _events.Writer.TryWrite(next);

    /// <summary>Reports the usage once every answer has ended.</summary>
    public void CompleteWhenDone()
    {
        if (Choices.All(choice => choice.IsFinished))
        {
            Emit(new ChatEvent.Usage(new TokenUsage
            {
                Input = Prompt.Count,
                CachedInput = 0,
                Output = Choices.Sum(choice => (long)choice.Generated),
                Reasoning = Choices.Sum(choice => (long)choice.ReasoningTokens),
            }));
            _events.Writer.TryComplete();
        }
    }

    public void Fail(UpstreamError error)
    {
        Emit(new ChatEvent.Failed(error));
        _events.Writer.TryComplete();
        _admitted.TrySetResult();
    }

    /// <summary>Cancels: nobody reads the events any more.</summary>
    public void Dispose()
    {
        _cancel.Cancel();
        _cancel.Dispose();
    }
}
