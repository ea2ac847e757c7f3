using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>
/// Whether the model may think, and within which bounds. The API refuses thinking beside a forced tool, behind a begun answer,
/// in a tool loop whose own thinking is not there, and with a budget that leaves nothing to answer with (seen 2026-11).
/// </summary>
/// <param name="Budget">Tokens to think with; 0 = none; null = not said.</param>
/// <param name="MaxTokens">Tokens to think and answer with.</param>
internal readonly record struct ThinkingPlan(int? Budget, int MaxTokens)
{
    private const int LeastBudget = 1024;
    private const int FallbackMaxTokens = 4096;

    public bool IsOn => Budget > 0;

    public static ThinkingPlan Of(ChatRequest request, LossList losses)
    {
        int maxTokens = request.MaxOutputTokens ?? FallbackMaxTokens;
        if (request.MaxOutputTokens is null)
        {
            losses.Emulated("max_tokens", $"the dialect needs a bound, which is {FallbackMaxTokens} tokens besides thinking");
        }

        if (request.ReasoningBudget is not > 0)
        {
            return new ThinkingPlan(request.ReasoningBudget, maxTokens);
        }

        if (Obstacle(request) is { } obstacle)
        {
            losses.Ignored("thinking", obstacle);
            return new ThinkingPlan(null, maxTokens);
        }

        return request.Dialect == Dialect.AnthropicMessages
            ? new ThinkingPlan(request.ReasoningBudget, maxTokens)
            : Fit(request, maxTokens, losses);
    }

    public void Write(BlockOutput to, ChatRequest request)
    {
        bool isOther = Budget is null && to.IsOwn && request.Extensions.ContainsKey("thinking.type");
        if (Budget is null && !isOther)
        {
            return;
        }

        to.Json.WriteStartObject("thinking");
        if (Budget is { } budget)
        {
            to.Json.WriteString("type", budget > 0 ? "enabled" : "disabled");
            to.Json.WriteOptional("budget_tokens", budget > 0 ? budget : (long?)null);
        }

        if (to.IsOwn && Budget != 0 && request.ShowReasoning is { } shows)
        {
            to.Json.WriteString("display", shows ? "summarized" : "omitted");
        }

        to.WriteOwnInside(request.Extensions, "thinking");
        to.Json.WriteEndObject();
    }

    private static string? Obstacle(ChatRequest request) =>
        LacksItsThinking(request) ? "the thinking behind the tool calls under way is not this provider's"
        : request.Dialect == Dialect.AnthropicMessages ? null
        : request.ToolChoice?.Mode is ToolChoiceMode.Required or ToolChoiceMode.Named ? "the model may not think where a tool call is forced"
        : request.Messages is [.., { Role: Role.Assistant }] ? "the model may not think where its answer is begun for it"
        : null;

    /// <summary>The last assistant turn that is written, if it calls tools, must begin with thinking that the provider has signed.</summary>
    private static bool LacksItsThinking(ChatRequest request) =>
        request.Messages.LastOrDefault(message => message.Role == Role.Assistant && TurnWriter.IsWritten(message, request.Dialect)) is { ToolCalls.Count: > 0 } last
        && (last.Parts is not [ContentPart.Reasoning { Seal.Origin: Dialect.AnthropicMessages }, ..] || last.ToolCalls[0].PartsBefore == 0);

    private static ThinkingPlan Fit(ChatRequest request, int maxTokens, LossList losses)
    {
        int wished = Math.Max(request.ReasoningBudget!.Value, LeastBudget);
        if (request.MaxOutputTokens is null)
        {
            return new ThinkingPlan(wished, (int)Math.Min(int.MaxValue, (long)wished + maxTokens));
        }

        if (maxTokens <= LeastBudget)
        {
            losses.Ignored("thinking", "the bound of the answer leaves no room for it");
            return new ThinkingPlan(null, maxTokens);
        }

        int budget = wished < maxTokens ? wished : Math.Max(LeastBudget, maxTokens / 2);
        if (budget != request.ReasoningBudget)
        {
            losses.Emulated("thinking", $"the budget is {budget} tokens, to fit the dialect's least and the bound of the answer");
        }

        return new ThinkingPlan(budget, maxTokens);
    }
}
