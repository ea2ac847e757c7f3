using Changeover.Inference;
using Changeover.Protocol.Chat;

namespace Changeover.Bench.Inference;

/// <summary>Asks the model, and counts by the usage that it reports.</summary>
internal sealed class InferenceLoad(EmbeddedModel model)
{
    /// <summary>Length of every answer.</summary>
    public const int AnswerTokens = 48;

    // Of both models. Barred, so that every answer has the length that was asked for.
    private const int EndToken = 258;
    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>Tokens per second of several clients together, from the first request to the last token: their short prompts are read in that time too.</summary>
    /// <param name="clients">Each asks again until the time is up.</param>
    /// <param name="atLeast">The time; answers that have begun are finished.</param>
    /// <param name="cancellationToken">Stops them.</param>
    public async Task<double> TokensPerSecondAsync(int clients, TimeSpan atLeast, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var tokens = await Task.WhenAll(Enumerable.Range(1, clients).Select(async client =>
        {
            var sum = 0L;
            do
            {
                sum += (await AskAsync($"Question {client}", AnswerTokens, cancellationToken)).Output!.Value;
            }
            while (_time.GetElapsedTime(start) < atLeast);
            return sum;
        }));
        return tokens.Sum() / _time.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Time until the first token behind a prompt of so many tokens is out.</summary>
    public async Task<TimeSpan> FirstTokenAsync(int promptTokens, CancellationToken cancellationToken)
    {
        // A letter is a token in both vocabularies; what is left is the template's.
        var template = (await AskAsync("", 1, cancellationToken)).Input!.Value;
        var text = new string('x', promptTokens - (int)template);
        var start = _time.GetTimestamp();
        var usage = await AskAsync(text, 1, cancellationToken);
        var elapsed = _time.GetElapsedTime(start);
        return usage.Input == promptTokens ? elapsed : throw new BenchException($"The prompt has {usage.Input} tokens, not {promptTokens}.");
    }

    private async Task<TokenUsage> AskAsync(string text, int tokens, CancellationToken cancellationToken)
    {
        var request = new ChatRequest
        {
            OriginalModel = model.Card.Name,
            Messages = [new ChatMessage { Role = Role.User, Parts = [new ContentPart.Text(text)] }],
            MaxOutputTokens = tokens,
            Sampling = new SamplingOptions { Temperature = 0, LogitBias = new Dictionary<int, double> { [EndToken] = -100 } },
        };
        return await model.AnswerAsync(request, cancellationToken).LastAsync(cancellationToken) switch
        {
            ChatEvent.Usage usage => usage.Tokens,
            ChatEvent.Failed failed => throw new BenchException($"{model.Card.Name}: {failed.Error.Message}"),
            var other => throw new BenchException($"{model.Card.Name}: an answer ends with {other}."),
        };
    }
}
