using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Library;

/// <summary>The methods of Python's <c>dict</c> that templates use; those that change it are refused, as in Hugging Face's sandbox.</summary>
internal static class DictionaryMethods
{
    public static Callable? Find(DictionaryValue dictionary, string name) => name switch
    {
        "items" => (_, _) => dictionary.Items(),
        "keys" => (_, _) => new ListValue([.. dictionary.Keys]),
        "values" => (_, _) => new ListValue([.. dictionary.Entries.Select(entry => entry.Value)]),
        "get" => (_, arguments) => dictionary.TryGet(arguments.Get(0, "key"), out var value) ? value : arguments.Get(1, "default"),
        "update" or "pop" or "clear" or "setdefault" or "popitem" => (context, _) => throw context.Fault($"'{name}' would change a dict"),
        _ => null,
    };
}
