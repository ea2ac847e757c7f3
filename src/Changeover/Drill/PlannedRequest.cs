namespace Changeover.Drill;

/// <summary>One request of the traffic's plan.</summary>
/// <param name="Offset">From the first request to this one.</param>
/// <param name="Speech">The client's dialect.</param>
/// <param name="Route">The model that is asked for.</param>
/// <param name="Stream">Whether a stream is asked for.</param>
/// <param name="Tool">Whether a tool is offered.</param>
internal sealed record PlannedRequest(TimeSpan Offset, Speech Speech, string Route, bool Stream, bool Tool)
{
    /// <summary>The whole plan: the same seed gives the same traffic.</summary>
    public static IEnumerable<PlannedRequest> Of(DrillPlan plan, IReadOnlyList<string> routes)
    {
#pragma warning disable CA5394 // a plan that can be repeated, not a secret
        var chance = new Random(plan.Seed);
        var count = (int)(plan.Length.TotalSeconds * plan.Rate);
        for (var number = 0; number < count; number++)
        {
            // Half of all clients speak the most common dialect.
            var speech = chance.NextDouble() < 0.5 ? Speech.All[0] : Speech.All[chance.Next(1, Speech.All.Count)];
            yield return new PlannedRequest(
                TimeSpan.FromSeconds(number / plan.Rate), speech, routes[chance.Next(routes.Count)], Stream: chance.NextDouble() < 0.5, Tool: chance.NextDouble() < 0.25);
        }
#pragma warning restore CA5394
    }
}
