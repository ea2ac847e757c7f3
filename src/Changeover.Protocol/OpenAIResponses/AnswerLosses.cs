using Changeover.Protocol.Chat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>What an answer may say that this dialect has no place for.</summary>
internal static class AnswerLosses
{
    private const string NoPlace = "the dialect has no place for it";

    public static void Tell(ChatAnswer answer, LossList losses)
    {
        TellFingerprint(answer.SystemFingerprint, losses);
        TellUsage(answer.Usage, losses);
        if (answer.Choices.Count > 1)
        {
            losses.Ignored("choices", "the dialect has one answer");
        }

        TellStop(answer.Choices.Count > 0 ? answer.Choices[0].StopSequence : null, losses);
    }

    public static void TellFingerprint(string? fingerprint, LossList losses)
    {
        if (fingerprint is not null)
        {
            losses.Ignored("system_fingerprint", NoPlace);
        }
    }

    public static void TellUsage(TokenUsage? usage, LossList losses)
    {
        if (usage?.CacheWriteLong is not null)
        {
            losses.Ignored("usage.cache_creation", NoPlace);
        }
    }

    public static void TellStop(string? stop, LossList losses)
    {
        if (stop is not null)
        {
            losses.Ignored("stop_sequence", NoPlace);
        }
    }
}
