using Changeover.Protocol.Chat;

namespace Changeover.Inference.Scheduling;

/// <summary>What the embedded model cannot do, said before any work.</summary>
internal static class RequestCheck
{
    /// <summary>The first thing in the request that cannot be served; null = none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="card">The model.</param>
    /// <param name="longestToken">In bytes: a conversation that cannot fit is refused before it costs anything.</param>
    /// <param name="slots">Slots of the model.</param>
    public static UpstreamError? Refuse(ChatRequest request, ModelCard card, int longestToken, int slots)
    {
        if (request.Messages.SelectMany(message => message.Parts).FirstOrDefault(part => part is not (ContentPart.Text or ContentPart.Refusal)) is { } part)
        {
            var kind = part is ContentPart.Unknown unknown ? unknown.Type : part.GetType().Name.ToLowerInvariant();
            return EmbeddedErrors.Invalid("messages", "unsupported_content", $"The embedded model reads text only, not '{kind}' parts.");
        }

        if (request.Messages.Sum(message => (long)message.PlainText.Length) > (long)card.ContextLength * longestToken)
        {
            return EmbeddedErrors.ContextExceeded(card.ContextLength, tokens: null);
        }

        if (request.N < 1 || request.N > slots)
        {
            return Invalid("n", $"'n' must be 1 to {slots}, the slots of the embedded model.");
        }

        if (request.MaxOutputTokens < 1)
        {
            return Invalid("max_completion_tokens", "'max_completion_tokens' must be at least 1.");
        }

        if (request.Sampling.Temperature is < 0 or double.NaN)
        {
            return Invalid("temperature", "'temperature' must be 0 or more.");
        }

        foreach (var token in request.Sampling.LogitBias.Keys)
        {
            if (token < 0 || token >= card.VocabularySize)
            {
                return Invalid("logit_bias", $"'logit_bias' names token {token}; this model has tokens 0 to {card.VocabularySize - 1}.");
            }
        }

        return request.ToolChoice switch
        {
            { Mode: ToolChoiceMode.Required } when request.Tools.Count == 0 => Invalid("tool_choice", "'tool_choice' requires a tool, but there are no 'tools'."),
            { Mode: ToolChoiceMode.Named } choice when request.Tools.All(tool => tool.Name != choice.Name) => Invalid("tool_choice", $"'tool_choice' names '{choice.Name}', which is not among the 'tools'."),
            _ => null,
        };
    }

    private static UpstreamError Invalid(string param, string message) => EmbeddedErrors.Invalid(param, "invalid_value", message);
}
