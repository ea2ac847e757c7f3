using Changeover.Gateway.Recording;
using Changeover.Providers;

namespace Changeover.EndToEnd.Dialects;

/// <summary>
/// A conversation in the middle of a tool loop is cut off from its provider. Each provider enforces its own rules about calls, results, ids,
/// signed thinking, thought signatures and reasoning that must come back: none may find anything to refuse.
/// </summary>
public sealed class A_session_that_changes_its_provider
{
    private const int Turns = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Pairs { get; } =
    [
        // Ollama's calls have no ids by which a turn could be known again.
        .. from client in Tongue.All.Where(tongue => tongue != Tongue.Ollama).Select(tongue => tongue.Name).Append("openai-chat, streamed")
           from first in Supply.All
           from second in Supply.All
           where first != second
           select (client, first.Name, second.Name),
    ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Goes_on_with_another_kind_at_any_turn(string client, string first, string second)
    {
        // For each turn at which the first provider goes, a pair of its own: what one session did to a target's health is no matter of the next one's.
        var supplies = Enumerable.Range(0, Turns).SelectMany(_ => new[] { Of(first), Of(second) }).ToList();
        await using var gateway = await GatewayOfDialects.StartAsync(supplies, group: 2);
        for (var cut = 1; cut <= Turns; cut++)
        {
            var session = Session.Of(client, gateway.Http, $"m-{cut}");
            for (var turn = 1; turn <= Turns; turn++)
            {
                if (turn == cut)
                {
                    gateway.Hosts[2 * (cut - 1)].State.Faults.Set("region_block");
                }

                if (turn == Turns)
                {
                    session.Ask("And tomorrow?");
                }

                var (status, body) = await session.TurnAsync(Cancellation);
                Assert.True(status == 200, $"cut off at turn {cut}, turn {turn}: {status} {body}");
            }
        }

        Assert.All(gateway.Records().SelectMany(record => record.Attempts), NotRefused);
        Assert.Equal(Turns, gateway.Records().Count(record => record.Attempts.Any(IsCut)));
    }

    /// <summary>The cut itself is the only error that any provider may have answered.</summary>
    private static void NotRefused(AttemptRecord attempt) => Assert.True(
        attempt.Class is null || IsCut(attempt), $"{attempt.Provider} refused: {attempt.Status} {attempt.ProviderCode} {attempt.Fault}");

    /// <summary>DeepSeek and Moonshot have no word of their own for a region: there it is a 403 like any other.</summary>
    private static bool IsCut(AttemptRecord attempt) => attempt.Class is ErrorClass.RegionBlocked or ErrorClass.Permission;

    private static Supply Of(string name) => Supply.All.Single(supply => supply.Name == name);
}
