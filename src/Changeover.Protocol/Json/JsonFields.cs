using System.Collections.ObjectModel;
using System.Text.Json;

namespace Changeover.Protocol.Json;

/// <summary>The properties of one object, asked for by name. JSON null is as good as absent; what nobody asked for is the rest.</summary>
/// <param name="element">The object; anything else has no properties.</param>
/// <param name="path">Where it stands; empty for the root.</param>
/// <param name="faults">Receives what is wrong with it.</param>
/// <param name="takesSnakeCase">A name in camel case is also found in snake case, as Google's APIs take both.</param>
internal sealed class JsonFields(JsonElement element, string path, FaultSink faults, bool takesSnakeCase = false)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public FaultSink Faults { get; } = faults;

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public JsonElement? Any(string name)
    {
        JsonElement? value = Find(name);
        if (!takesSnakeCase || !name.AsSpan().ContainsAnyInRange('A', 'Z'))
        {
            return value;
        }

        JsonElement? other = Find(JsonNamingPolicy.SnakeCaseLower.ConvertName(name));
        if (value is not null && other is not null)
        {
            Faults.WrongValue(PathOf(name), "said once, in camel case or in snake case");
        }

        return value ?? other;
    }

    public string? Text(string name) => Typed(name, JsonValueKind.String, "a string")?.GetString();

    public string RequiredText(string name)
    {
        if (Any(name) is null)
        {
            Faults.Missing(PathOf(name));
        }

        return Text(name) ?? "";
    }

    public bool? Flag(string name)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Faults.WrongType(PathOf(name), "a boolean");
        return null;
    }

    public double? Number(string name)
    {
        if (Typed(name, JsonValueKind.Number, "a number") is not { } value)
        {
            return null;
        }

        if (value.TryGetDouble(out double number) && double.IsFinite(number))
        {
            return number;
        }

        Faults.WrongValue(PathOf(name), "a number in range");
        return null;
    }

    public long? Integer(string name, long least, long most)
    {
        if (Typed(name, JsonValueKind.Number, "an integer") is not { } value)
        {
            return null;
        }

        if (value.TryGetInt64(out long number) && number >= least && number <= most)
        {
            return number;
        }

        Faults.WrongValue(PathOf(name), $"an integer from {least} to {most}");
        return null;
    }

    public IEnumerable<(JsonElement Element, string Path)> Items(string name) =>
        Typed(name, JsonValueKind.Array, "an array") is { } array
            ? array.EnumerateArray().Select((item, index) => (item, $"{PathOf(name)}[{index}]"))
            : [];

    /// <summary>All names, asked for or not.</summary>
    public IEnumerable<string> Names() => element.EnumerateObject().Select(property => property.Name);

    /// <summary>null when absent.</summary>
    public JsonFields? Inside(string name) =>
        Typed(name, JsonValueKind.Object, "an object") is { } value ? new JsonFields(value, PathOf(name), Faults, takesSnakeCase) : null;

    /// <summary>Counts the property as not understood after all.</summary>
    public void GiveBack(string name)
    {
        _asked.Remove(name);
        if (takesSnakeCase)
        {
            _asked.Remove(JsonNamingPolicy.SnakeCaseLower.ConvertName(name));
        }
    }

    /// <summary>An element of one of its arrays, read the same way.</summary>
    public JsonFields Element((JsonElement Element, string Path) item) => new(item.Element, item.Path, Faults, takesSnakeCase);

    /// <summary>Raw JSON of all that nobody asked for.</summary>
    /// <param name="inside">Objects whose own rest belongs here, under their name and a dot.</param>
    public IReadOnlyDictionary<string, string> Rest(params ReadOnlySpan<(string Name, JsonFields? Fields)> inside)
    {
        Dictionary<string, string>? rest = null;
        AddRest(ref rest, "");
        foreach ((string name, JsonFields? fields) in inside)
        {
            fields?.AddRest(ref rest, $"{name}.");
        }

        return rest ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty;
    }

    private void AddRest(ref Dictionary<string, string>? rest, string prefix)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!_asked.Contains(property.Name))
            {
                rest ??= new Dictionary<string, string>(StringComparer.Ordinal);
                rest[prefix + property.Name] = property.Value.GetRawText();
            }
        }
    }

    private JsonElement? Find(string name)
    {
        _asked.Add(name);
        return element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind != JsonValueKind.Null
                ? value
                : null;
    }

    private JsonElement? Typed(string name, JsonValueKind kind, string wanted)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        Faults.WrongType(PathOf(name), wanted);
        return null;
    }
}
