using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>Tools, the choice among them, and calls in older or freer forms.</summary>
internal static class ToolRules
{
    public static ChatRequest Apply(ChatRequest request, AdaptingStep step)
    {
        if (request.Tools.Count > 0 && !step.Takes(Feature.Tools, "tools"))
        {
            return request with { Tools = [], ToolChoice = null, ParallelToolCalls = null };
        }

        for (int index = 0; index < request.Messages.Count; index++)
        {
            // What went wrong stands in the result's text all the same.
            if (request.Messages[index].IsToolError)
            {
                step.Takes(Feature.ToolErrors, $"messages[{index}].is_error");
            }
        }

        bool wrapsCustom = request.Messages.Any(message => message.ToolCalls.Any(call => call.IsCustom))
            && step.Emulates(Feature.CustomTools, "tools", "a tool with free text became a function with one argument");
        ChatRequest ruled = request with
        {
            ToolChoice = Choice(request.ToolChoice, step),
            ParallelToolCalls = request.ParallelToolCalls is null && request.Tools.Count > 0 && !step.Rules.CallsInParallelUnasked && !step.SameDialect ? true
                : request.ParallelToolCalls is false && !step.Takes(Feature.NoParallelCalls, "parallel_tool_calls") ? null : request.ParallelToolCalls,
            Messages = wrapsCustom ? [.. request.Messages.Select(Wrap)] : request.Messages,
        };
        return Allowed(ruled, step);
    }

    private static ToolChoice? Choice(ToolChoice? choice, AdaptingStep step) => choice?.Mode switch
    {
        ToolChoiceMode.Required when !step.Takes(Feature.ToolRequired, "tool_choice") => null,
        ToolChoiceMode.Named when !step.Takes(Feature.ToolNamed, "tool_choice") => null,
        _ => choice,
    };

    /// <summary>Where only some tools may be called and the target has no word for it, the others are not shown.</summary>
    private static ChatRequest Allowed(ChatRequest request, AdaptingStep step)
    {
        if (request.ToolChoice is not { Allowed: { } allowed } choice || !step.Emulates(Feature.ToolsAllowed, "tool_choice.allowed_tools", "the other tools are not shown"))
        {
            return request;
        }

        return request with
        {
            Tools = [.. request.Tools.Where(tool => allowed.Contains(tool.Name, StringComparer.Ordinal))],
            ToolChoice = choice with { Allowed = null },
        };
    }

    private static ChatMessage Wrap(ChatMessage message) => message.ToolCalls.Any(call => call.IsCustom)
        ? message with { ToolCalls = [.. message.ToolCalls.Select(call => call.IsCustom ? call with { IsCustom = false, Arguments = AsInput(call.Arguments) } : call)] }
        : message;

    /// <summary>Free text as the one argument of a function.</summary>
    internal static string AsInput(string input) => $$"""{"input":{{JsonSerializer.Serialize(input, AdaptingJson.Default.String)}}}""";
}
