namespace Changeover.Bench.Results;

/// <summary>One raw reading. Nothing is thrown away; medians and ratios are computed from these.</summary>
/// <param name="Quantity">What was read.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Subject">Of whom.</param>
/// <param name="Round">Counted from 1; readings of one round were taken one right after the other.</param>
/// <param name="Value">The value.</param>
internal sealed record Reading(string Quantity, string Unit, string Subject, int Round, double Value);
