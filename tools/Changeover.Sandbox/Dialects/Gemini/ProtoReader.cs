using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>
/// Reads JSON as a protobuf message, as Google's front end does: names in camelCase or snake_case, a lone value where a list is
/// due, enumerations in any case; and every unknown name and wrong type refused, all in one message.
/// </summary>
internal sealed class ProtoReader
{
    private readonly List<string> _faults = [];

    /// <summary>The message with its names in camelCase.</summary>
    public static JsonObject Read(JsonObject? json, string type)
    {
        if (json is null) throw GeminiErrors.Invalid("Invalid JSON payload received. Expected an object at the beginning of the payload.");
        var reader = new ProtoReader();
        var message = reader.Message(json, type, "");
        return reader._faults.Count == 0 ? message : throw GeminiErrors.Invalid(string.Join('\n', reader._faults));
    }

    private JsonObject Message(JsonObject json, string type, string path)
    {
        var message = new JsonObject();
        foreach (var (name, value) in json)
        {
            if (ProtoTypes.Find(type, name) is not { } field) RefuseName(name, path, "Cannot find field.");
            else if (value is JsonArray && field is { IsRepeated: false, Type: not "value" }) RefuseName(name, path, "Proto field is not repeating, cannot start list.");
            else if (value is not null) message[field.Name] = Field(value, field, path.Length == 0 ? field.Spelled : $"{path}.{field.Spelled}");
        }
        return message;
    }

    private JsonNode? Field(JsonNode value, ProtoField field, string path) => (field, value) switch
    {
        ({ IsMap: true }, JsonObject map) => new JsonObject(map.Select((entry, index) =>
            KeyValuePair.Create(entry.Key, Value(entry.Value, field.Type, $"{path}[{index}].value")))),
        ({ IsRepeated: true }, JsonArray items) => new JsonArray([.. items.Select((item, index) => Value(item, field.Type, $"{path}[{index}]"))]),
        ({ IsRepeated: true }, _) => new JsonArray(Value(value, field.Type, $"{path}[0]")),
        _ => Value(value, field.Type, path),
    };

    private JsonNode? Value(JsonNode? value, string type, string path)
    {
        if (value is JsonObject message && ProtoTypes.IsMessage(type)) return Message(message, type, path);
        var text = value?.GetValueKind() == JsonValueKind.String ? (string)value! : null;
        if (ProtoTypes.ValuesOf(type) is { } values && text is not null && values.Contains(text)) return text.ToUpperInvariant();
        if (IsScalar(value, text, type)) return value?.DeepClone();
        _faults.Add($"Invalid value at '{path}' ({Describe(type)}), {Wire.Text(value)}");
        return null;
    }

    private static bool IsScalar(JsonNode? value, string? text, string type) => type switch
    {
        "value" => true,
        "struct" => value is JsonObject,
        "string" => text is not null,
        "bool" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "bytes" => text is not null && Base64.Decode(text) is not null,
        "int" => int.TryParse(text ?? value?.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "number" => double.TryParse(text ?? value?.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private void RefuseName(string name, string path, string why) => _faults.Add(
        $"Invalid JSON payload received. Unknown name \"{name}\"{(path.Length == 0 ? "" : $" at '{path}'")}: {why}");

    private static string Describe(string type) => type switch
    {
        "string" => "TYPE_STRING",
        "bool" => "TYPE_BOOL",
        "bytes" => "TYPE_BYTES",
        "int" => "TYPE_INT32",
        "number" => "TYPE_DOUBLE",
        "struct" => "type.googleapis.com/google.protobuf.Struct",
        _ => $"type.googleapis.com/google.ai.generativelanguage.v1beta.{type}",
    };
}
