namespace Changeover.Gateway.Snapshot;

/// <summary>What became of a credential reference: a secret, or why there is none.</summary>
/// <param name="Value">The secret; null after a problem.</param>
/// <param name="Problem">What is wrong, one sentence without the secret; null = nothing.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record CredentialReading(Secret? Value, string? Problem = null, string Remedy = "");
