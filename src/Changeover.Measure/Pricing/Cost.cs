namespace Changeover.Measure.Pricing;

/// <summary>An amount that a price row gave.</summary>
/// <param name="NanoUnits">Billionths of the currency's unit.</param>
/// <param name="Currency">ISO 4217 code, upper case.</param>
/// <param name="RowId">The price row.</param>
public readonly record struct Cost(long NanoUnits, string Currency, string RowId)
{
    /// <summary>Nano-units in one unit of a currency.</summary>
    public const long NanoPerUnit = 1_000_000_000;

    /// <summary>In units of the currency, exact.</summary>
    public decimal Amount => (decimal)NanoUnits / NanoPerUnit;
}
