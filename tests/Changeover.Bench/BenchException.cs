namespace Changeover.Bench;

/// <summary>The measurement cannot go on, or its readings would mean nothing; the message says why.</summary>
internal sealed class BenchException(string message) : Exception(message);
