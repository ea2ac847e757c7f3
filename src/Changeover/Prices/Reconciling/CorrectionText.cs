using System.Globalization;
using System.Text.Json.Nodes;
using Changeover.Gateway.Recording;
using Changeover.Storage;

namespace Changeover.Prices.Reconciling;

/// <summary>A plan of corrections, to be read.</summary>
internal static class CorrectionText
{
    /// <summary>One row per correction, and what is left.</summary>
    public static void Write(CorrectionPlan plan, bool isApplied, TextWriter output)
    {
        if (plan.Corrections.Count > 0)
        {
            output.WriteLine();
            var table = new TextTable("REQUEST", "ATTEMPT", "BOOKED", "BILLED");
            foreach (var (record, correction) in plan.Corrections)
            {
                table.Add(record.Id, $"{correction.Attempt}", Money(correction.Before), Money(correction.After));
            }

            table.Write(output);
            output.WriteLine(isApplied
                ? $"{plan.Corrections.Count} estimates were corrected. Running gateways follow within two seconds."
                : $"{plan.Corrections.Count} estimates would be corrected: --apply does it.");
        }

        if (plan.Open > 0)
        {
            output.WriteLine($"{plan.Open} estimates stay: the bill does not settle them.");
        }
    }

    /// <summary>The same for a program.</summary>
    public static JsonArray Json(CorrectionPlan plan) => new([.. plan.Corrections.Select(planned => (JsonNode)new JsonObject
    {
        ["request"] = planned.Record.Id,
        ["attempt"] = planned.Correction.Attempt,
        ["before"] = planned.Correction.Before.Amount,
        ["after"] = planned.Correction.After.Amount,
        ["currency"] = planned.Correction.After.Currency,
    })]);

    private static string Money(RecordedCost cost) => cost.Amount is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{amount:0.#########} {cost.Currency}") : "unpriced";
}
