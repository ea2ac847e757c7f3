using System.Text.Json;

namespace Changeover.Inference.Answering;

/// <summary>The inside of a tool call's marks: <c>{"name": …, "arguments": {…}}</c>.</summary>
internal static class ToolCallText
{
    /// <summary>Name and arguments (JSON text as the model wrote it); null when it is not a call of one of the tools.</summary>
    public static (string Name, string Arguments)? TryRead(string text, IReadOnlySet<string> tools)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var call = document.RootElement;
            if (call.ValueKind != JsonValueKind.Object || !call.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || !tools.Contains(name.GetString()!))
            {
                return null;
            }

            // Llama's templates say "parameters"; some models write the arguments as a string of JSON.
            var given = call.TryGetProperty("arguments", out var arguments) || call.TryGetProperty("parameters", out arguments);
            return (name.GetString()!, !given ? "{}" : arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
