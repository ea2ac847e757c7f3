namespace Changeover.EndToEnd.Dialects;

/// <summary>A line of a program for Node: what it tried with which client at which provider, and the fault it found; null = none.</summary>
internal sealed record NodeCheck(string Client, string Provider, string Check, string? Fault);
