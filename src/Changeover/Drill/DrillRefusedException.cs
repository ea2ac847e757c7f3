namespace Changeover.Drill;

/// <summary>The drill cannot begin as asked; the message says why and what to do.</summary>
internal sealed class DrillRefusedException(string message) : Exception(message);
