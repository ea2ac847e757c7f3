using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Faults;

/// <summary>Finds what is wrong with a plan before it is set.</summary>
internal static class FaultPlanCheck
{
    /// <returns>Every fault of the plan, each with its remedy; empty when it can be set.</returns>
    public static IEnumerable<string> Faults(FaultPlan plan)
    {
        if (FaultCatalogue.Find(plan.Kind) is not { } fault)
        {
            yield return $"There is no fault '{plan.Kind}'. GET /faults lists: {string.Join(", ", FaultCatalogue.All.Select(f => f.Kind))}.";
            yield break;
        }
        foreach (var (name, value) in plan.Parameters)
        {
            var parameter = fault.Parameters.FirstOrDefault(p => p.Name == name);
            if (parameter is null) yield return $"'{plan.Kind}' has no parameter '{name}'; it has: {Names(fault)}.";
            else if (!SameType(parameter.Default, value)) yield return $"'{name}' must be like {parameter.Default.ToJsonString()}: {parameter.What}.";
        }
        if (plan.AfterRequests < 0) yield return "after_requests must be 0 or more.";
        if (plan.Count < 1) yield return "count must be 1 or more; leave it out for 'until removed'.";
        if (plan.Probability is not (>= 0 and <= 1)) yield return "probability must be between 0 and 1.";
        if (plan.Kind == ConnectionFaults.Refused && (plan.Count is not null || plan.Probability < 1 || !plan.Match.IsEverything))
            yield return "A refused connection is seen by nobody: count, probability and match cannot be used with it. after_requests can.";
    }

    private static string Names(Fault fault) =>
        fault.Parameters.Count == 0 ? "none" : string.Join(", ", fault.Parameters.Select(p => p.Name));

    private static bool SameType(JsonValue expected, JsonNode? given) => expected.GetValueKind() switch
    {
        JsonValueKind.String => given?.GetValueKind() == JsonValueKind.String,
        JsonValueKind.Number => given is JsonValue number && number.TryGetValue<int>(out var value) && value >= 0,
        _ => given?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
    };
}
