namespace Changeover.Gateway.Snapshot.Published;

/// <summary>A configuration that was pushed.</summary>
/// <param name="Version">Its number, from 1; the highest is in force.</param>
/// <param name="PushedAt">UTC.</param>
/// <param name="Hash">Hash of what it says.</param>
/// <param name="Note">Why, in the words of whoever pushed it; null = nothing was said.</param>
internal sealed record PublishedConfig(long Version, DateTimeOffset PushedAt, string Hash, string? Note);
