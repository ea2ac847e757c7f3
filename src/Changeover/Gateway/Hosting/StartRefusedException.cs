namespace Changeover.Gateway.Hosting;

/// <summary>The gateway does not start as asked; the message says why and what to do.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
