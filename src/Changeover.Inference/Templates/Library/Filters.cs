using System.Globalization;
using Changeover.Inference.Templates.Values;
using Changeover.Protocol.Json;

namespace Changeover.Inference.Templates.Library;

/// <summary>Filters of a single value; those that walk a list are in <see cref="ListFilters"/>.</summary>
internal static class Filters
{
    public static Filter? Find(string name) => name switch
    {
        "tojson" => ToJson,
        "trim" => (_, value, arguments) => CodePoints.Trim(PythonText.Of(value), arguments.Get(0, "chars") is { } characters ? PythonText.Of(characters) : null, start: true, end: true),
        "length" or "count" => (context, value, _) => Sequences.Length(context, value),
        "upper" => (_, value, _) => PythonText.Of(value).ToUpperInvariant(),
        "lower" => (_, value, _) => PythonText.Of(value).ToLowerInvariant(),
        "title" => (_, value, _) => FilterTitle(PythonText.Of(value)),
        "capitalize" => (_, value, _) => CodePoints.Capitalize(PythonText.Of(value)),
        "replace" => (context, value, arguments) => TextSplitting.Replace(context, PythonText.Of(value), arguments.Text(context, 0, "old"), arguments.Text(context, 1, "new"), arguments.Whole(context, 2, "count") ?? -1),
        "default" or "d" => (_, value, arguments) => value is Undefined || (Truth.Of(arguments.Get(1, "boolean")) && !Truth.Of(value)) ? arguments.Get(0, "default_value", "") : value,
        "string" => (_, value, _) => PythonText.Of(value),
        "safe" => (_, value, _) => PythonText.Of(value),
        "int" => ToInteger,
        "float" => (_, value, arguments) => Numbers.TryDouble(value, out var number) ? number : value is string text && TryParse(text, out number) ? number : arguments.Get(0, "default", 0.0),
        "abs" => (context, value, _) => Comparison.Order(context, value, 0L) < 0 ? Numbers.Calculate(context, "-", 0L, value) : value,
        "indent" => Indent,
        "join" => (context, value, arguments) => Join(context, Select(context, value, arguments.Get(1, "attribute")), PythonText.Of(arguments.Get(0, "d", ""))),
        _ => ListFilters.Find(name),
    };

    /// <summary>The texts of a list's items, with <paramref name="separator"/> between them.</summary>
    public static string Join(RenderContext context, object? list, string separator)
    {
        var texts = Sequences.Of(context, list).Select(PythonText.Of).ToArray();
        context.Charge(texts.Sum(text => (long)text.Length + separator.Length));
        return string.Join(separator, texts);
    }

    private static object? Select(RenderContext context, object? list, object? attribute) => attribute is null
        ? list
        : new ListValue([.. Sequences.Of(context, list).Select(item => ListFilters.Attribute(context, item, attribute))]);

    /// <summary>As Hugging Face replaces Jinja's own: no HTML escapes, no ASCII escapes.</summary>
    private static string ToJson(RenderContext context, object? value, Arguments arguments)
    {
        var sort = Truth.Of(arguments.Get(3, "sort_keys", false));
        var indent = arguments.Get(1, "indent") switch
        {
            null => null,
            string text => text,
            var width when Numbers.TryWhole(width, out var spaces) => new string(' ', (int)Math.Clamp(spaces, 0, 32)),
            _ => throw context.Fault("'indent' is a number or text"),
        };
        return arguments.Get(2, "separators") is ListValue { Items: [string item, string key] }
            ? new JsonText(context, indent, item, key, sort).Write(value)
            : new JsonText(context, indent, indent is null ? ", " : ",", ": ", sort).Write(value);
    }

    private static object? ToInteger(RenderContext context, object? value, Arguments arguments) => value switch
    {
        _ when Numbers.TryWhole(value, out var whole) => whole,
        double number when Math.Abs(number) < long.MaxValue => (long)number,
        string text when long.TryParse(text, CultureInfo.InvariantCulture, out var whole) => whole,
        string text when TryParse(text, out var number) && Math.Abs(number) < long.MaxValue => (long)number,
        _ => arguments.Get(0, "default", 0L),
    };

    private static bool TryParse(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static string Indent(RenderContext context, object? value, Arguments arguments)
    {
        var prefix = arguments.Get(0, "width", 4L) switch
        {
            string given => given,
            var width when Numbers.TryWhole(width, out var spaces) => new string(' ', (int)Math.Clamp(spaces, 0, 1024)),
            _ => throw context.Fault("'width' is a number or text"),
        };
        var text = value as string ?? throw context.Fault($"only text can be indented, not {PythonText.TypeName(value)}");
        var blank = Truth.Of(arguments.Get(2, "blank", false));
        // Jinja adds a line break first, so that a last empty line counts.
        var lines = TextSplitting.Lines(text + "\n");
        context.Charge(lines.Sum(line => (long)line.Length + prefix.Length + 1));
        var result = string.Join('\n', lines.Select((line, index) => index > 0 && (blank || line.Length > 0) ? prefix + line : line));
        return Truth.Of(arguments.Get(1, "first", false)) ? prefix + result : result;
    }

    /// <summary>Unlike the method of the same name, a capital only after white space, hyphen or an opening bracket.</summary>
    private static string FilterTitle(string text) => string.Create(text.Length, text, static (result, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            var opens = i == 0 || CodePoints.IsSpace(source[i - 1]) || source[i - 1] is '-' or '(' or '{' or '[' or '<';
            result[i] = opens ? char.ToUpperInvariant(source[i]) : char.ToLowerInvariant(source[i]);
        }
    });
}
