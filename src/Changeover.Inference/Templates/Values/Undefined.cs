namespace Changeover.Inference.Templates.Values;

/// <summary>A name or attribute that is not there: empty text, empty list, false; anything further is a fault.</summary>
internal sealed record Undefined(string Reason);
