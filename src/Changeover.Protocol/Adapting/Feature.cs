namespace Changeover.Protocol.Adapting;

/// <summary>What a request may ask for, in the words of <c>docs/reference/translation.md</c>.</summary>
public enum Feature
{
    /// <summary>Instructions of the application at the beginning.</summary>
    System,

    /// <summary>Instructions in the middle of the conversation.</summary>
    SystemLater,

    /// <summary>The <c>developer</c> role.</summary>
    Developer,

    /// <summary>Two turns of one side in a row.</summary>
    RepeatedTurns,

    /// <summary>An assistant turn at the end that the answer goes on from.</summary>
    Prefill,

    /// <summary>Pictures in the request itself.</summary>
    Images,

    /// <summary>Pictures by address.</summary>
    ImageAddresses,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>Files in the request itself.</summary>
    Files,

    /// <summary>Functions that the model may call.</summary>
    Tools,

    /// <summary>Several calls in one turn.</summary>
    ParallelCalls,

    /// <summary>Forbidding several calls in one turn.</summary>
    NoParallelCalls,

    /// <summary>A call is required, of any tool.</summary>
    ToolRequired,

    /// <summary>A call of one tool is required.</summary>
    ToolNamed,

    /// <summary>Only some tools may be called.</summary>
    ToolsAllowed,

    /// <summary>Tools with free text for input.</summary>
    CustomTools,

    /// <summary>Tools that only their own provider has.</summary>
    ProviderTools,

    /// <summary>A tool's failure, said as such.</summary>
    ToolErrors,

    /// <summary>Pictures in a tool's result.</summary>
    ToolResultImages,

    /// <summary>An answer in JSON.</summary>
    JsonObject,

    /// <summary>An answer that follows a JSON Schema.</summary>
    JsonSchema,

    /// <summary>Temperature.</summary>
    Temperature,

    /// <summary>Nucleus sampling.</summary>
    TopP,

    /// <summary>The k likeliest tokens.</summary>
    TopK,

    /// <summary>Least share of the likeliest token.</summary>
    MinP,

    /// <summary>Penalty by frequency.</summary>
    FrequencyPenalty,

    /// <summary>Penalty by presence.</summary>
    PresencePenalty,

    /// <summary>Penalty that divides.</summary>
    RepetitionPenalty,

    /// <summary>Bias of single tokens.</summary>
    LogitBias,

    /// <summary>A seed.</summary>
    Seed,

    /// <summary>Strings that end the answer.</summary>
    Stop,

    /// <summary>A bound on the answer.</summary>
    MaxOutputTokens,

    /// <summary>Several answers.</summary>
    Choices,

    /// <summary>Log-probabilities.</summary>
    Logprobs,

    /// <summary>How hard to reason, as a word.</summary>
    ReasoningEffort,

    /// <summary>How hard to reason, in tokens.</summary>
    ReasoningBudget,

    /// <summary>Earlier reasoning as text.</summary>
    ReasoningReplay,

    /// <summary>Earlier reasoning under its provider's seal, sent to another provider.</summary>
    ForeignSeals,

    /// <summary>The end user's id.</summary>
    User,
}
