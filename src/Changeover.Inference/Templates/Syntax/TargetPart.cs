namespace Changeover.Inference.Templates.Syntax;

/// <summary>A name, or with an attribute a namespace's member.</summary>
internal readonly record struct TargetPart(string Name, string? Attribute);
