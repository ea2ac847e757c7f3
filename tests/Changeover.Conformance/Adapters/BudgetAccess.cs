namespace Changeover.Conformance.Adapters;

/// <summary>A budget that nothing has been spent of, in the dialect <c>chat</c> and on its plain way.</summary>
/// <param name="LimitUsd">What it may spend, US dollars.</param>
/// <param name="UsdPerMillionInput">Price that the gateway was told, per million tokens of the prompt.</param>
/// <param name="UsdPerMillionOutput">Price per million tokens of the answer.</param>
public sealed record BudgetAccess(decimal LimitUsd, decimal UsdPerMillionInput, decimal UsdPerMillionOutput)
{
    /// <summary>The key that it is of; null = the run's.</summary>
    public string? Key { get; init; }

    /// <summary>Model whose price it is; null = the plain way's.</summary>
    public string? Model { get; init; }
}
