using System.Runtime.CompilerServices;
using Changeover.Bench.Figures;
using Changeover.Bench.Results;
using Changeover.Inference;

namespace Changeover.Bench.Inference;

/// <summary>What the embedded model gives: tokens per second alone and in company, with a core to spare and without, and how long a prompt takes.</summary>
internal sealed class InferenceFigure(string name, EmbeddedModel model) : IFigure
{
    private const string Rate = "answer";
    private const int PromptTokens = 512;
    private static readonly string Prompt = $"prompt of {PromptTokens} tokens";

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public async IAsyncEnumerable<Reading> MeasureAsync(Plan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var load = new InferenceLoad(model);
        await load.TokensPerSecondAsync(4, plan.Reading, cancellationToken); // warm-up
        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var subject in InferenceSubject.All)
            {
                await using var busy = subject.OneCoreBusy ? BusyCore.Start() : null;
                yield return new Reading(Rate, "tokens/s", subject.Name, round, await load.TokensPerSecondAsync(subject.Clients, plan.Reading, cancellationToken));
            }

            var first = await load.FirstTokenAsync(PromptTokens, cancellationToken);
            yield return new Reading("first token", "ms", Prompt, round, first.TotalMilliseconds);
            yield return new Reading("prompt", "tokens/s", Prompt, round, PromptTokens / first.TotalSeconds);
        }
    }

    /// <inheritdoc />
    public IEnumerable<Conclusion> Conclude(Readings readings)
    {
        Conclusion Ratio(InferenceSubject subject, InferenceSubject to, double demand)
        {
            var ratio = readings.Ratio(Rate, subject.Name, to.Name);
            return new Conclusion($"{name}: {subject.Name}, against {to.Name}", $"≥ {demand:0.##}×", ratio, "{0:F2}×", ratio.Value >= demand);
        }

        yield return Ratio(InferenceSubject.Four, InferenceSubject.Alone, 1);
        yield return Ratio(InferenceSubject.AloneBusy, InferenceSubject.Alone, 0.5);
        yield return Ratio(InferenceSubject.FourBusy, InferenceSubject.Four, 0.5);
    }
}
