namespace Changeover.Measure.Pricing;

/// <summary>How the provider rounds the cost of one call.</summary>
/// <param name="Step">To multiples of this part of the currency's unit, at least a nano-unit.</param>
/// <param name="Up">Always away from zero; otherwise to the nearest, halves up.</param>
public sealed record PriceRounding(decimal Step, bool Up)
{
    /// <summary>To the nearest nano-unit, halves up: where the provider rounds its invoice only.</summary>
    public static PriceRounding Nano { get; } = new(0.000000001m, false);

    /// <summary>Nano-units; null = more than fit.</summary>
    internal long? Round(decimal millionths)
    {
        var steps = millionths / 1_000_000 / Step;
        steps = Up ? decimal.Ceiling(steps) : decimal.Round(steps, MidpointRounding.AwayFromZero);
        var nano = steps * Step * Cost.NanoPerUnit;
        return nano <= long.MaxValue ? (long)nano : null;
    }
}
