using System.Text.Json;
using Changeover.Protocol.Chat;

namespace Changeover.Inference.Templates;

/// <summary>What a chat template is rendered with; the variables have the names and shapes that Hugging Face gives them.</summary>
/// <param name="Messages"><c>messages</c>: the conversation, oldest first.</param>
/// <param name="Tools"><c>tools</c>: functions that the model may call; <c>none</c> in the template when empty.</param>
/// <param name="AddGenerationPrompt"><c>add_generation_prompt</c>: open the assistant's turn at the end.</param>
/// <param name="BosToken"><c>bos_token</c>; null = undefined in the template.</param>
/// <param name="EosToken"><c>eos_token</c>; null = undefined in the template.</param>
/// <param name="Now">What <c>strftime_now</c> reads.</param>
public sealed record ChatTemplateInput(
    IReadOnlyList<ChatMessage> Messages,
    IReadOnlyList<ToolDefinition> Tools,
    bool AddGenerationPrompt,
    string? BosToken,
    string? EosToken,
    DateTimeOffset Now)
{
    /// <summary>Further variables, such as <c>enable_thinking</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, JsonElement> Variables { get; init; } = new Dictionary<string, JsonElement>();
}
