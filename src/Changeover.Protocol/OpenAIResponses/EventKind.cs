namespace Changeover.Protocol.OpenAIResponses;

/// <summary>The events of a stream that say something that the neutral form has a place for.</summary>
internal enum EventKind
{
    Other,
    Created,
    ItemAdded,
    ItemDone,
    TextDelta,
    RefusalDelta,
    ArgumentsDelta,
    InputDelta,
    SummaryPartAdded,
    SummaryDelta,
    ReasoningDelta,
    Completed,
    Incomplete,
    Failed,
    Error,
}
