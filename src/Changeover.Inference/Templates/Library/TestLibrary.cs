using System.Globalization;
using System.Text;
using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Library;

/// <summary>What can stand after <c>is</c>.</summary>
internal static class TestLibrary
{
    public static Test? Find(string name) => name switch
    {
        "defined" => (_, value, _) => value is not Undefined,
        "undefined" => (_, value, _) => value is Undefined,
        "none" => (_, value, _) => value is null,
        "boolean" => (_, value, _) => value is bool,
        "true" => (_, value, _) => value is true,
        "false" => (_, value, _) => value is false,
        "string" => (_, value, _) => value is string,
        "number" => (_, value, _) => Numbers.TryDouble(value, out double _),
        "integer" => (_, value, _) => value is long or System.Numerics.BigInteger,
        "float" => (_, value, _) => value is double,
        "mapping" => (_, value, _) => value is DictionaryValue,
        "iterable" => (_, value, _) => value is string or ListValue or DictionaryValue or Undefined,
        "sequence" => (_, value, _) => value is string or ListValue or DictionaryValue or Undefined,
        "callable" => (_, value, _) => value is Callable,
        "equalto" or "eq" => (_, value, arguments) => Comparison.Equal(value, arguments.Get(0, "other")),
        "ne" => (_, value, arguments) => !Comparison.Equal(value, arguments.Get(0, "other")),
        "lt" or "lessthan" => (context, value, arguments) => Comparison.Order(context, value, arguments.Get(0, "other")) < 0,
        "le" => (context, value, arguments) => Comparison.Order(context, value, arguments.Get(0, "other")) <= 0,
        "gt" or "greaterthan" => (context, value, arguments) => Comparison.Order(context, value, arguments.Get(0, "other")) > 0,
        "ge" => (context, value, arguments) => Comparison.Order(context, value, arguments.Get(0, "other")) >= 0,
        "in" => (context, value, arguments) => Comparison.Contains(context, arguments.Get(0, "seq"), value),
        "even" => (context, value, _) => Comparison.Equal(Numbers.Calculate(context, "%", value, 2L), 0L),
        "odd" => (context, value, _) => Comparison.Equal(Numbers.Calculate(context, "%", value, 2L), 1L),
        "divisibleby" => (context, value, arguments) => Comparison.Equal(Numbers.Calculate(context, "%", value, arguments.Get(0, "num")), 0L),
        "lower" => (_, value, _) => IsCased(PythonText.Of(value), Rune.IsLower),
        "upper" => (_, value, _) => IsCased(PythonText.Of(value), Rune.IsUpper),
        _ => null,
    };

    /// <summary>A test chosen while rendering, as <c>selectattr</c> does.</summary>
    public static Test Require(RenderContext context, string name) => Find(name switch { "==" => "eq", "!=" => "ne", "<" => "lt", "<=" => "le", ">" => "gt", ">=" => "ge", _ => name })
        ?? throw context.Fault($"no test named '{name}'");

    /// <summary>There are letters with a case, and all have this one; those of scripts without cases do not count.</summary>
    private static bool IsCased(string text, Func<Rune, bool> wanted)
    {
        var cased = text.EnumerateRunes().Where(rune => Rune.IsLower(rune) || Rune.IsUpper(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter).ToArray();
        return cased.Length > 0 && cased.All(wanted);
    }
}
