namespace Changeover.Conformance.Adapters;

/// <summary>A key that may spend so much and no more, in the dialect <c>chat</c> and on its plain way, unused so far.</summary>
/// <param name="Key">The key.</param>
/// <param name="LimitUsd">What it may spend, US dollars.</param>
/// <param name="UsdPerMillionInput">Price that the gateway was told, per million tokens of the prompt.</param>
/// <param name="UsdPerMillionOutput">Price per million tokens of the answer.</param>
public sealed record BudgetAccess(string Key, decimal LimitUsd, decimal UsdPerMillionInput, decimal UsdPerMillionOutput)
{
    /// <summary>Model whose price it is; null = the plain way's.</summary>
    public string? Model { get; init; }
}
