using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary>What is assigned to: a name, several names, or a namespace's attribute.</summary>
internal sealed class Target(IReadOnlyList<TargetPart> parts)
{
    public void Assign(RenderContext context, object? value)
    {
        if (parts.Count == 1)
        {
            Assign(context, parts[0], value);
            return;
        }

        var values = Sequences.Of(context, value);
        if (values.Count != parts.Count)
        {
            throw context.Fault($"{values.Count} values for {parts.Count} names");
        }

        for (var i = 0; i < parts.Count; i++)
        {
            Assign(context, parts[i], values[i]);
        }
    }

    private static void Assign(RenderContext context, TargetPart part, object? value)
    {
        if (part.Attribute is null)
        {
            context.Scope.Set(part.Name, value);
        }
        else if (context.Scope.TryGet(part.Name, out var owner) && owner is NamespaceValue space)
        {
            space.Attributes[part.Attribute] = value;
        }
        else
        {
            throw context.Fault($"'{part.Name}' is not a namespace");
        }
    }
}
