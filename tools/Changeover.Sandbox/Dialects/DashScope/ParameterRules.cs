using System.Text.Json.Nodes;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.DashScope;

/// <summary>Bounds of the parameters, and which of them go together. Names that are not known are let pass, as the real one does.</summary>
internal static class ParameterRules
{
    public static void Check(Generation generation, JsonNode? input)
    {
        CheckMode(generation);
        CheckBounds(generation);
        CheckTools(generation);
        CheckFormat(generation, input);
    }

    private static void CheckMode(Generation generation)
    {
        if (generation.Model.Contains("-vl", StringComparison.Ordinal) && !generation.IsMultimodal) throw DashScopeErrors.Invalid("url error, please check url！");
        if (generation.Text("result_format") is not (null or "text" or "message")) throw DashScopeErrors.Invalid("Required parameter(result_format) missing or invalid, please check the request parameters.");
        if (generation.IsStreamOnly && !generation.IsStream)
            throw DashScopeErrors.Refused("This model only support stream mode, please enable the stream parameter to access the model.");
        if (!generation.Thinks) return;
        if (!generation.IsStream) throw DashScopeErrors.Refused("parameter.enable_thinking must be set to false for non-streaming calls");
        if (!generation.IsIncremental) throw DashScopeErrors.Refused("The incremental_output parameter must be \"true\" when enable_thinking is true");
    }

    private static void CheckBounds(Generation generation)
    {
        Within("temperature", value => value is >= 0 and < 2, "Temperature should be in [0.0, 2.0)");
        Within("top_p", value => value is > 0 and <= 1, "Range of top_p should be (0.0, 1.0]");
        Within("top_k", value => value >= 0, "Parameter top_k be greater than or equal to 0");
        Within("repetition_penalty", value => value > 0, "Repetition_penalty should be greater than 0.0");
        Within("presence_penalty", value => value is >= -2 and <= 2, "Presence_penalty should be in [-2.0, 2.0]");
        Within("n", value => value is >= 1 and <= 4, "Range of n should be [1, 4]");
        Within("seed", value => value is >= 0 and <= long.MaxValue, "Range of seed should be [0, 9223372036854775807]");
        Within("max_tokens", value => value is >= 1 and <= 65536, "Range of max_tokens should be [1, 65536]");
        Within("thinking_budget", value => value is >= 1 and <= 81920, "The thinking_budget parameter must be a positive integer and not greater than 81920");

        void Within(string name, Func<double, bool> holds, string otherwise)
        {
            if (generation.Number(name) is { } value && !holds(value)) throw DashScopeErrors.Refused(otherwise);
        }
    }

    private static void CheckTools(Generation generation)
    {
        if (generation.Parameters["tools"] is not JsonArray { Count: > 0 } tools) return;
        if (!generation.AnswersWithMessage) throw DashScopeErrors.Refused("The result_format parameter must be \"message\" when tools are given");
        if (tools.Any(tool => (string?)tool?["type"] != "function" || (string?)tool["function"]?["name"] is null or ""))
            throw DashScopeErrors.Refused("Each tool must have the type function and a function with a name: parameters.tools");

        var choice = generation.Parameters["tool_choice"];
        if (choice is JsonObject && generation.Thinks)
            throw DashScopeErrors.Refused("The tool_choice parameter does not support being set to required or object in thinking mode");
        if (choice is JsonValue && (string?)choice is not ("none" or "auto"))
            throw DashScopeErrors.Refused("tool_choice is one of the strings that should be [\"none\", \"auto\"]");
    }

    private static void CheckFormat(Generation generation, JsonNode? input)
    {
        if (generation.Parameters["response_format"] is not { } format) return;
        var type = (string?)(format as JsonObject)?["type"];
        if (type is not ("text" or "json_object" or "json_schema"))
            throw DashScopeErrors.Refused("Unknown format of response_format, response_format should be a dict, includes 'type' and an optional key 'json_schema'. "
                + $"The response_format type from user is {format.GetValueKind()}.");
        if (type != "text" && generation.Thinks) throw DashScopeErrors.Refused("Json mode response is not supported when enable_thinking is true");
        if (type == "json_object" && !Wire.Text(input).Contains("json", StringComparison.OrdinalIgnoreCase))
            throw DashScopeErrors.Refused("'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.");
    }
}
