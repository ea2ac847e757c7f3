using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>Several answers (<c>n</c>) from a target that gives one: it is asked once for each, at the same time. One attempt all the same: it has failed when one of them has.</summary>
internal static class ChoiceFan
{
    /// <summary>Whether an attempt is one of these. Streams and larger numbers go to targets that have <c>n</c>.</summary>
    public static bool Wants(Attempt attempt) => attempt is { Operation: Operation.Chat, Outline: { N: > 1 and <= TargetRules.MostFannedOut, Stream: false } }
        && attempt.Rules.Of(Feature.Choices) == Support.Emulated;

    /// <summary>Asks for each answer by <paramref name="send"/>.</summary>
    public static async Task<OpenedAnswer> OpenAsync(Attempt attempt, Func<Attempt, CancellationToken, Task<OpenedAnswer>> send, CancellationToken clientGone)
    {
        attempt.Losses.Emulated("n", "asked once for each answer");
        if (!attempt.Client.TryRead(attempt.Body, out var asked, out _))
        {
            return await send(attempt, clientGone);
        }

        var answers = new ChatAnswer?[attempt.Outline.N];
        Task<OpenedAnswer>[] opening =
        [
            .. answers.Select((_, place) => send(
                attempt with { Collect = answer => answers[place] = answer, Losses = place == 0 ? attempt.Losses : [] }, clientGone)),
        ];
        await Task.WhenAll((IEnumerable<Task>)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        OpenedAnswer[] opened = [.. opening.Where(task => task.IsCompletedSuccessfully).Select(task => task.Result)];
        UpstreamAnswer[] parts = [.. opened.Select(each => each.Answer).OfType<UpstreamAnswer>()];
        if (parts.Length == answers.Length)
        {
            return opened[0] with { Answer = new FannedAnswer(attempt, asked, parts, answers) };
        }

        foreach (var part in parts)
        {
            await part.DisposeAsync();
        }

        clientGone.ThrowIfCancellationRequested();
        return opened.Length == opening.Length ? opened.First(each => each.Answer is null) : await opening.First(task => !task.IsCompletedSuccessfully);
    }
}
