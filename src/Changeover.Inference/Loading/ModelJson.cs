using System.Text.Json;

namespace Changeover.Inference.Loading;

/// <summary>A JSON file of a model folder, read tolerantly: absent and null are the same, a wrong type is a fault that names the file.</summary>
internal sealed class ModelJson
{
    private readonly string _file;

    private ModelJson(string file, JsonElement root)
    {
        _file = file;
        Root = root;
    }

    public JsonElement Root { get; }

    /// <summary>Reads the file, or an empty object when it may be missing and is.</summary>
    public static ModelJson Read(ModelFolder folder, string file, bool optional = false)
    {
        var bytes = (optional ? folder.TryRead(file) : folder.Read(file)) ?? "{}"u8.ToArray();
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(), new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new ModelJson(file, document.RootElement.Clone())
                : throw new ModelLoadException($"{file} in '{folder.Path}' is not a JSON object: the download broke off or this is another kind of file. Fetch the model again.");
        }
        catch (JsonException error)
        {
            throw new ModelLoadException($"{file} in '{folder.Path}' is not valid JSON (line {error.LineNumber + 1}): the download broke off or the file was edited. Fetch the model again.", error);
        }
    }

    public int? Int(string name) =>
        Find(name) is not { } value ? null : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(name, "a whole number");

    public int PositiveInt(string name) =>
        Int(name) is { } value and > 0 ? value : throw Wrong(name, "a whole number above 0");

    public double? Double(string name) =>
        Find(name) is not { } value ? null : value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw Wrong(name, "a number");

    public bool? Bool(string name) =>
        Find(name) is not { } value ? null : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, "true or false");

    /// <summary>A string, or an added token's object with its <c>content</c>.</summary>
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { ValueKind: JsonValueKind.Object } value when value.TryGetProperty("content", out var content) => content.GetString(),
        _ => throw Wrong(name, "a string"),
    };

    /// <summary>One number or a list of them; empty when absent.</summary>
    public IReadOnlyList<int> Ints(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select(item => item.TryGetInt32(out var number) ? number : throw Wrong(name, "whole numbers"))],
        _ => [Int(name)!.Value],
    };

    public JsonElement? Find(string name) =>
        Root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private ModelLoadException Wrong(string name, string wanted) =>
        new($"{_file}: '{name}' must be {wanted}. This is not the configuration of a decoder-only text model, or it was edited.");
}
