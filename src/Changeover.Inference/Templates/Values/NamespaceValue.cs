namespace Changeover.Inference.Templates.Values;

/// <summary><c>namespace()</c>: the one thing whose attributes a template may set.</summary>
internal sealed class NamespaceValue
{
    public Dictionary<string, object?> Attributes { get; } = [];
}
