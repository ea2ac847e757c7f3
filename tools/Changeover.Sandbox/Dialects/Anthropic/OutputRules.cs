using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Rules for <c>output_config</c>: effort, and an answer that follows a JSON Schema.</summary>
internal static class OutputRules
{
    /// <exception cref="BadRequest">What the API would say.</exception>
    public static void Check(JsonObject body)
    {
        if (body["output_config"] is not { } node) return;
        var config = Shape.Object(node, "output_config");
        Shape.Only(config, "output_config.", "effort", "format", "task_budget");
        if (Shape.OptionalText(config, "output_config.", "effort") is { } effort)
            Shape.OneOf(effort, "output_config.effort", "low", "medium", "high", "xhigh", "max");
        if (config["format"] is not { } format) return;

        const string path = "output_config.format.";
        var wanted = Shape.Object(format, "output_config.format");
        Shape.OneOf(Shape.Text(wanted, path, "type"), path + "type", "json_schema");
        Shape.Only(wanted, path, "type", "schema");
        CheckClosed(Shape.Object(Shape.Required(wanted, path, "schema"), path + "schema"));
    }

    /// <summary>Every object of the schema says that it has no other properties.</summary>
    private static void CheckClosed(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) CheckClosed(item);
        }
        else if (node is JsonObject schema)
        {
            if (schema["type"] is JsonValue type && type.TryGetValue<string>(out var name) && name == "object"
                && (schema["additionalProperties"] is not JsonValue open || !open.TryGetValue<bool>(out var isOpen) || isOpen))
                throw new BadRequest("output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false");
            foreach (var (_, value) in schema) CheckClosed(value);
        }
    }
}
