using System.Text;
using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Library;

/// <summary>The methods of Python's <c>str</c> that templates use.</summary>
internal static class TextMethods
{
    public static Callable? Find(string text, string name) => name switch
    {
        "strip" => (_, arguments) => CodePoints.Trim(text, Characters(arguments), start: true, end: true),
        "lstrip" => (_, arguments) => CodePoints.Trim(text, Characters(arguments), start: true, end: false),
        "rstrip" => (_, arguments) => CodePoints.Trim(text, Characters(arguments), start: false, end: true),
        "upper" => (_, _) => text.ToUpperInvariant(),
        "lower" => (_, _) => text.ToLowerInvariant(),
        "title" => (_, _) => CodePoints.Title(text),
        "capitalize" => (_, _) => CodePoints.Capitalize(text),
        "startswith" => (context, arguments) => Affixes(context, arguments).Any(affix => text.StartsWith(affix, StringComparison.Ordinal)),
        "endswith" => (context, arguments) => Affixes(context, arguments).Any(affix => text.EndsWith(affix, StringComparison.Ordinal)),
        "removeprefix" => (context, arguments) => arguments.Text(context, 0, "prefix") is var prefix && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text,
        "removesuffix" => (context, arguments) => arguments.Text(context, 0, "suffix") is var suffix && text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text,
        "split" => (context, arguments) => TextSplitting.Split(context, text, arguments.Get(0, "sep"), arguments.Whole(context, 1, "maxsplit") ?? -1),
        "rsplit" => (context, arguments) => TextSplitting.SplitFromEnd(context, text, arguments.Get(0, "sep"), arguments.Whole(context, 1, "maxsplit") ?? -1),
        "splitlines" => (_, _) => new ListValue([.. TextSplitting.Lines(text)]),
        "replace" => (context, arguments) => TextSplitting.Replace(context, text, arguments.Text(context, 0, "old"), arguments.Text(context, 1, "new"), arguments.Whole(context, 2, "count") ?? -1),
        "join" => (context, arguments) => Filters.Join(context, arguments.Get(0, "iterable"), text),
        "find" => (context, arguments) => Position(text, text.IndexOf(arguments.Text(context, 0, "sub"), StringComparison.Ordinal)),
        "rfind" => (context, arguments) => Position(text, text.LastIndexOf(arguments.Text(context, 0, "sub"), StringComparison.Ordinal)),
        "count" => (context, arguments) => (long)TextSplitting.Count(text, arguments.Text(context, 0, "sub")),
        "isdigit" => (_, _) => text.Length > 0 && text.All(char.IsDigit),
        "isalpha" => (_, _) => text.Length > 0 && text.EnumerateRunes().All(Rune.IsLetter),
        "isspace" => (_, _) => text.Length > 0 && text.All(CodePoints.IsSpace),
        _ => null,
    };

    private static string? Characters(Arguments arguments) => arguments.Get(0, "chars") is { } characters ? PythonText.Of(characters) : null;

    private static long Position(string text, int unit) => unit < 0 ? -1 : CodePoints.Length(text[..unit]);

    private static IEnumerable<string> Affixes(RenderContext context, Arguments arguments) => arguments.Get(0, "prefix") switch
    {
        string affix => [affix],
        ListValue { IsTuple: true } tuple => tuple.Items.Select(PythonText.Of),
        var other => throw context.Fault($"needs text or a tuple of texts, not {PythonText.TypeName(other)}"),
    };
}
