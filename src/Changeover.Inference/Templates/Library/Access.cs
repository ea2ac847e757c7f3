using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Library;

/// <summary>Jinja's attribute and item look-up: each falls back to the other; nothing found is <see cref="Undefined"/>.</summary>
internal static class Access
{
    public static object? Member(RenderContext context, object? owner, string name) => owner switch
    {
        Undefined missing => throw context.Fault(missing.Reason),
        LoopValue loop => loop.Attribute(name),
        NamespaceValue space => space.Attributes.TryGetValue(name, out var value) ? value : Missing(owner, name),
        _ when Method(context, owner, name) is { } method => method,
        DictionaryValue dictionary => dictionary.TryGet(name, out var value) ? value : Missing(owner, name),
        _ => Missing(owner, name),
    };

    public static object? Item(RenderContext context, object? owner, object? key) => (owner, key) switch
    {
        (Undefined missing, _) => throw context.Fault(missing.Reason),
        (DictionaryValue dictionary, _) when dictionary.TryGet(key, out var value) => value,
        (ListValue list, _) when Numbers.TryWhole(key, out var index) => Sequences.At(list.Items, index),
        (string text, _) when Numbers.TryWhole(key, out var index) => Sequences.At(Sequences.Of(context, text), index),
        (_, string name) when owner is not NamespaceValue => Member(context, owner, name),
        _ => Missing(owner, PythonText.Of(key)),
    };

    private static Callable? Method(RenderContext context, object? owner, string name)
    {
        context.ChargeFor(owner);
        return owner switch
        {
            string text => TextMethods.Find(text, name),
            DictionaryValue dictionary => DictionaryMethods.Find(dictionary, name),
            ListValue list => ListMethods.Find(list, name),
            _ => null,
        };
    }

    private static Undefined Missing(object? owner, string name) => new($"{PythonText.TypeName(owner)} has no attribute '{name}'");
}
