namespace Changeover.Keys.Limits;

/// <summary>So much at one counter.</summary>
/// <param name="Counter">Which.</param>
/// <param name="Amount">In the counter's unit.</param>
public readonly record struct Charge(CounterDefinition Counter, long Amount);
