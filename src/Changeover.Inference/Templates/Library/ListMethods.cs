using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Library;

/// <summary>The methods of Python's <c>list</c> that templates use; those that change it are refused, as in Hugging Face's sandbox.</summary>
internal static class ListMethods
{
    public static Callable? Find(ListValue list, string name) => name switch
    {
        "index" => (context, arguments) => list.Items.TakeWhile(item => !Comparison.Equal(item, arguments.Get(0, "value"))).Count() is var at && at < list.Items.Count
            ? (long)at
            : throw context.Fault("the value is not in the list"),
        "count" => (_, arguments) => (long)list.Items.Count(item => Comparison.Equal(item, arguments.Get(0, "value"))),
        "append" or "extend" or "insert" or "pop" or "remove" or "reverse" or "sort" or "clear" => (context, _) => throw context.Fault($"'{name}' would change a list"),
        _ => null,
    };
}
