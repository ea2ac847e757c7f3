using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>{key: value}</c></summary>
internal sealed class DictionaryLiteral(int line, IReadOnlyList<KeyValuePair<Expression, Expression>> entries) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var dictionary = new DictionaryValue();
        foreach (var (key, value) in entries)
        {
            dictionary[key.Evaluate(context) ?? throw context.Fault("none cannot be a key")] = value.Evaluate(context);
        }

        return dictionary;
    }
}
