namespace Changeover.Gateway.Policy;

/// <summary>A key in force, as rules of access see it.</summary>
/// <param name="KeyId">Id of the key; null = callers without one.</param>
/// <param name="Owner">Whom it was given to; null = nobody in particular.</param>
/// <param name="Routes">Routes that it may use; null = every route.</param>
/// <param name="Attributes">What is registered of its holder.</param>
public sealed record KeyHolder(string? KeyId, string? Owner, IReadOnlyList<string>? Routes, CallerAttributes Attributes);
