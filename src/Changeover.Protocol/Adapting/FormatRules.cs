using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>A structured output where the target has none of its own: a tool that must be called, or JSON mode with the schema in words.</summary>
internal static class FormatRules
{
    private const string ToolName = "structured_output";

    public static AdaptedRequest Apply(ChatRequest request, AdaptingStep step)
    {
        switch (request.ResponseFormat)
        {
            case ResponseFormat.JsonSchema format when step.Rules.Of(Feature.JsonSchema) == Support.Emulated:
                return CanForceTool(request, step) ? AsTool(request, format, step) : InWords(request, format, step);
            case ResponseFormat.JsonObject when step.Emulates(Feature.JsonObject, "response_format", "asked for in words"):
                return new AdaptedRequest(Instructed(request with { ResponseFormat = null }, "Answer with one JSON object and nothing else.")) { UnkeptFormat = request.ResponseFormat };
            default:
                return new AdaptedRequest(request);
        }
    }

    /// <summary>Anthropic refuses a forced call while it thinks, and a tool of the client's own must stay free to be called.</summary>
    private static bool CanForceTool(ChatRequest request, AdaptingStep step) =>
        step.Rules.Dialect == Dialect.AnthropicMessages && request.Tools.Count == 0 && request.ReasoningBudget is null or 0;

    private static AdaptedRequest AsTool(ChatRequest request, ResponseFormat.JsonSchema format, AdaptingStep step)
    {
        step.Losses.Emulated("response_format", "a tool that must be called stands in for it");
        return new AdaptedRequest(request with
        {
            ResponseFormat = null,
            Tools = [new ToolDefinition(ToolName, format.Description ?? "Gives the answer.", format.Schema, format.Strict)],
            ToolChoice = new ToolChoice(ToolChoiceMode.Named, ToolName),
        })
        {
            FormatTool = ToolName,
            UnkeptFormat = format,
        };
    }

    private static AdaptedRequest InWords(ChatRequest request, ResponseFormat.JsonSchema format, AdaptingStep step)
    {
        step.Losses.Emulated("response_format", "the schema is asked for in words, and the answer is checked");
        bool jsonMode = step.Rules.Of(Feature.JsonObject) is Support.Native or Support.Translated;
        return new AdaptedRequest(Instructed(
            request with { ResponseFormat = jsonMode ? new ResponseFormat.JsonObject() : null },
            $"Answer with one JSON object and nothing else. It must follow this JSON Schema: {format.Schema.GetRawText()}"))
        {
            UnkeptFormat = format,
        };
    }

    private static ChatRequest Instructed(ChatRequest request, string instruction) => request with
    {
        Messages = [new ChatMessage { Role = Role.System, Parts = [new ContentPart.Text(instruction)] }, .. request.Messages],
    };
}
