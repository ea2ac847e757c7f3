using System.Text.Json.Nodes;
using Changeover.Sandbox.Dialects.OpenAI;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>Which parameters a request may have, and their values.</summary>
internal static class RequestRules
{
    private const int LeastOutputTokens = 16;

    private static readonly string[] Fields =
    [
        "background", "context_management", "conversation", "include", "input", "instructions", "max_output_tokens", "max_tool_calls",
        "metadata", "model", "parallel_tool_calls", "previous_response_id", "prompt", "prompt_cache_key", "prompt_cache_retention",
        "reasoning", "safety_identifier", "service_tier", "store", "stream", "stream_options", "temperature", "text", "tool_choice",
        "tools", "top_logprobs", "top_p", "truncation", "user",
    ];

    private static readonly string[] Includes =
    [
        "file_search_call.results", "web_search_call.results", "web_search_call.action.sources", "message.input_image.image_url",
        "computer_call_output.output.image_url", "code_interpreter_call.outputs", "reasoning.encrypted_content", "message.output_text.logprobs",
    ];

    /// <exception cref="BadRequest">What the API would say.</exception>
    public static void Check(JsonObject body)
    {
        Parameter.Only(body, "", Fields);
        Parameter.Text(body, "", "model");
        if (body["input"] is null && body["previous_response_id"] is null)
            throw new BadRequest("One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation' must be provided.");
        Parameter.OptionalText(body, "", "instructions");
        Parameter.Integer(body, "max_output_tokens", LeastOutputTokens, int.MaxValue);
        Parameter.Integer(body, "top_logprobs", 0, 20);
        Parameter.Decimal(body, "temperature", 2);
        Parameter.Decimal(body, "top_p", 1);
        foreach (var flag in new[] { "store", "stream", "parallel_tool_calls", "background" }) Parameter.Flag(body, "", flag);
        Parameter.Word(body, "", "truncation", "auto", "disabled");
        foreach (var (index, value) in Parameter.Array(body, "", "include").Index())
            if (value?.ToString() is var text && !Includes.Contains(text, StringComparer.Ordinal)) throw Parameter.Invalid($"include[{index}]", text ?? "null", Includes);
        CheckReasoning(Parameter.Object(body, "", "reasoning"));
        CheckFormat(body);
        ToolRules.Check(body);
    }

    private static void CheckReasoning(JsonObject? reasoning)
    {
        if (reasoning is null) return;
        Parameter.Only(reasoning, "reasoning.", "effort", "summary", "generate_summary");
        Parameter.Word(reasoning, "reasoning.", "effort", "none", "minimal", "low", "medium", "high", "xhigh");
        Parameter.Word(reasoning, "reasoning.", "summary", "auto", "concise", "detailed");
    }

    private static void CheckFormat(JsonObject body)
    {
        if (Parameter.Object(body, "", "text") is not { } text) return;
        Parameter.Only(text, "text.", "format", "verbosity");
        Parameter.Word(text, "text.", "verbosity", "low", "medium", "high");
        if (Parameter.Object(text, "text.", "format") is not { } format) return;
        Parameter.Text(format, "text.format.", "type");
        switch (Parameter.Word(format, "text.format.", "type", "text", "json_object", "json_schema"))
        {
            case "json_schema":
                Parameter.Only(format, "text.format.", "type", "name", "schema", "strict", "description");
                var name = Parameter.Text(format, "text.format.", "name");
                var schema = Parameter.Object(format, "text.format.", "schema") ?? throw Parameter.Missing("text.format.schema");
                if (Parameter.Flag(format, "text.format.", "strict") == true && StrictSchema.Fault(schema) is { } fault)
                    throw new BadRequest($"Invalid schema for response_format '{name}': {fault}", "text.format.schema", code: "invalid_json_schema");
                break;
            case "json_object" when !Wire.Text(body["input"]).Contains("json", StringComparison.OrdinalIgnoreCase):
                throw new BadRequest("Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.", "input");
        }
    }
}
