using Changeover.Protocol.Chat;
using static Changeover.Protocol.Adapting.Feature;
using static Changeover.Protocol.Adapting.Support;

namespace Changeover.Protocol.Adapting;

/// <summary>The rules of each dialect that providers speak.</summary>
public static class DialectRules
{
    private static readonly TargetRules OpenAIChat = new TargetRules { Dialect = Dialect.OpenAIChat }.With(
        (ProviderTools, Ignored), (ToolErrors, Ignored), (ToolResultImages, Emulated), (ReasoningBudget, Emulated), (ForeignSeals, Ignored), (Prefill, Emulated));

    private static readonly TargetRules OpenAIResponses = new TargetRules { Dialect = Dialect.OpenAIResponses }.With(
        (ProviderTools, Ignored), (ToolErrors, Ignored), (ReasoningBudget, Emulated), (Feature.ReasoningReplay, Ignored), (ForeignSeals, Ignored), (Prefill, Emulated),
        (TopK, Ignored), (MinP, Ignored), (FrequencyPenalty, Ignored), (PresencePenalty, Ignored), (RepetitionPenalty, Ignored), (LogitBias, Ignored),
        (Seed, Ignored), (Stop, Ignored), (Choices, Emulated), (Audio, Rejected));

    private static readonly TargetRules AnthropicMessages = new TargetRules
    {
        Dialect = Dialect.AnthropicMessages,
        MaxTemperature = 1,
        MaxStops = 8192,
        DefaultMaxOutput = 8192,
        CallIds = CallIds.Plain,
    }.With(
        (Feature.System, Translated), (SystemLater, Emulated), (Developer, Translated), (RepeatedTurns, Translated), (ProviderTools, Ignored), (CustomTools, Emulated),
        (JsonObject, Emulated), (JsonSchema, Emulated), (MinP, Ignored), (FrequencyPenalty, Ignored), (PresencePenalty, Ignored),
        (RepetitionPenalty, Ignored), (LogitBias, Ignored), (Seed, Ignored), (Choices, Emulated), (Logprobs, Ignored), (ReasoningEffort, Emulated),
        (Feature.ReasoningReplay, Ignored), (ForeignSeals, Ignored), (Audio, Rejected), (ToolsAllowed, Emulated));

    private static readonly TargetRules Gemini = new TargetRules { Dialect = Dialect.Gemini, MaxStops = 5, ToolNames = ToolNames.Identifier }.With(
        (Feature.System, Translated), (SystemLater, Emulated), (Developer, Translated), (RepeatedTurns, Translated), (ProviderTools, Ignored), (CustomTools, Emulated),
        (ToolErrors, Translated), (NoParallelCalls, Ignored), (MinP, Ignored), (RepetitionPenalty, Ignored), (LogitBias, Ignored),
        (ReasoningEffort, Translated), (Feature.ReasoningReplay, Ignored), (ForeignSeals, Ignored), (User, Ignored), (ImageAddresses, Emulated), (ToolResultImages, Emulated));

    private static readonly TargetRules DashScope = new TargetRules { Dialect = Dialect.DashScope, MaxTemperature = 1.99, CallsInParallelUnasked = false, ReasonsOnlyInStreams = true }.With(
        (Developer, Translated), (SystemLater, Emulated), (ProviderTools, Ignored), (CustomTools, Emulated), (ToolErrors, Ignored), (ToolRequired, Ignored), (ToolsAllowed, Emulated),
        (ParallelCalls, Translated), (JsonSchema, Emulated), (MinP, Ignored), (FrequencyPenalty, Ignored), (LogitBias, Ignored), (ReasoningEffort, Emulated), (ForeignSeals, Ignored),
        (User, Ignored), (Audio, Rejected), (Files, Rejected), (ToolResultImages, Emulated), (Prefill, Emulated));

    private static readonly TargetRules Hunyuan = new TargetRules
    {
        Dialect = Dialect.Hunyuan,
        MaxMessages = 40,
        Reasoning = Adapting.ReasoningReplay.Forbidden,
    }.With(
        (Developer, Translated), (SystemLater, Emulated), (RepeatedTurns, Translated), (ProviderTools, Ignored), (CustomTools, Emulated), (ToolErrors, Ignored),
        (NoParallelCalls, Ignored), (ToolRequired, Emulated), (ToolsAllowed, Emulated), (JsonObject, Emulated), (JsonSchema, Emulated), (TopK, Ignored), (MinP, Ignored),
        (FrequencyPenalty, Ignored), (PresencePenalty, Ignored), (RepetitionPenalty, Ignored), (LogitBias, Ignored), (Choices, Emulated), (Logprobs, Ignored),
        (ReasoningEffort, Emulated), (ReasoningBudget, Translated), (Feature.ReasoningReplay, Ignored), (ForeignSeals, Ignored), (User, Ignored), (Audio, Rejected),
        (Files, Rejected), (ToolResultImages, Emulated), (MaxOutputTokens, Ignored), (Prefill, Emulated));

    private static readonly TargetRules InProcess = new TargetRules { Dialect = Dialect.InProcess, ToolNames = ToolNames.Any }.With(
        (Developer, Translated), (Images, Rejected), (ImageAddresses, Rejected), (Audio, Rejected), (Files, Rejected), (ProviderTools, Ignored),
        (CustomTools, Emulated), (ToolErrors, Ignored), (ToolResultImages, Rejected), (ReasoningEffort, Ignored), (ReasoningBudget, Ignored),
        (ForeignSeals, Ignored), (User, Ignored));

    /// <summary>The rules of a dialect, before any provider's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dialect that no provider speaks.</exception>
    public static TargetRules Of(Dialect dialect) => dialect switch
    {
        Dialect.OpenAIChat => OpenAIChat,
        Dialect.OpenAIResponses => OpenAIResponses,
        Dialect.AnthropicMessages => AnthropicMessages,
        Dialect.Gemini => Gemini,
        Dialect.DashScope => DashScope,
        Dialect.Hunyuan => Hunyuan,
        Dialect.InProcess => InProcess,
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "Only clients speak it."),
    };
}
