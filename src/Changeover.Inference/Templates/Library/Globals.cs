using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Library;

/// <summary>The names that every template starts with.</summary>
internal static class Globals
{
    public static Scope For(ChatTemplateInput input)
    {
        var scope = new Scope(null);
        scope.Set("messages", new ListValue([.. input.Messages.Select(MessageValues.Of)]));
        scope.Set("tools", input.Tools.Count == 0 ? null : new ListValue([.. input.Tools.Select(MessageValues.Of)]));
        scope.Set("documents", null);
        scope.Set("add_generation_prompt", input.AddGenerationPrompt);
        scope.Set("raise_exception", (Callable)((context, arguments) => throw new ChatTemplateException(context.Line, arguments.Text(context, 0, "message"), raisedByTemplate: true)));
        scope.Set("strftime_now", (Callable)((context, arguments) => DateFormat.Format(context, input.Now, arguments.Text(context, 0, "format"))));
        scope.Set("range", (Callable)Range);
        scope.Set("namespace", (Callable)((_, arguments) => Namespace(arguments)));
        scope.Set("dict", (Callable)((_, arguments) => Dictionary(arguments)));
        if (input.BosToken is not null)
        {
            scope.Set("bos_token", input.BosToken);
        }

        if (input.EosToken is not null)
        {
            scope.Set("eos_token", input.EosToken);
        }

        foreach (var (name, value) in input.Variables)
        {
            scope.Set(name, JsonValues.Of(value));
        }

        return scope;
    }

    private static ListValue Range(RenderContext context, Arguments arguments)
    {
        var first = arguments.Whole(context, 0, "start") ?? throw context.Fault("'range' needs a bound");
        var (start, stop) = arguments.Whole(context, 1, "stop") is { } end ? (first, end) : (0, first);
        var step = arguments.Whole(context, 2, "step") ?? 1;
        if (step == 0)
        {
            throw context.Fault("'range' step cannot be zero");
        }

        var count = Math.Max(0, Math.Ceiling(((double)stop - start) / step));
        context.Charge((long)Math.Min(count, 1e15));
        return new ListValue([.. Enumerable.Range(0, (int)count).Select(i => (object?)(start + (i * step)))]);
    }

    private static NamespaceValue Namespace(Arguments arguments)
    {
        var space = new NamespaceValue();
        foreach (var (key, value) in Dictionary(arguments).Entries)
        {
            space.Attributes[PythonText.Of(key)] = value;
        }

        return space;
    }

    private static DictionaryValue Dictionary(Arguments arguments)
    {
        var dictionary = new DictionaryValue();
        foreach (var (key, value) in arguments.Positional.OfType<DictionaryValue>().SelectMany(given => given.Entries))
        {
            dictionary[key] = value;
        }

        foreach (var (key, value) in arguments.Named)
        {
            dictionary[key] = value;
        }

        return dictionary;
    }
}
