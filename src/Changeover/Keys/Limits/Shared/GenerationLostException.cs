namespace Changeover.Keys.Limits.Shared;

/// <summary>The counters that this node knows are not in force: Redis has lost its memory, or they are being built anew.</summary>
internal sealed class GenerationLostException() : Exception("The shared counters were lost, or are being built anew.");
