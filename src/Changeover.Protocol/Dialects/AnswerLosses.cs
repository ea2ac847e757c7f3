using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Dialects;

/// <summary>Tells what of an answer is lost on a client, beside its content, which its dialect's writer looks at piece by piece.</summary>
/// <param name="gaps">What the client's dialect has no place for.</param>
/// <param name="losses">Receives it.</param>
internal sealed class AnswerLosses(AnswerGaps gaps, LossList losses)
{
    private const string NoPlace = "the dialect has no place for it";

    /// <summary>One event of a stream.</summary>
    public void Tell(ChatEvent step)
    {
        switch (step)
        {
            case ChatEvent.TextDelta { Logprobs: null } or ChatEvent.ReasoningDelta or ChatEvent.ToolCallDelta:
                break;
            case ChatEvent.TextDelta:
                Tell(AnswerGaps.Logprobs, "logprobs", isSaid: true);
                break;
            case ChatEvent.ToolCallStarted call:
                TellCall(call.IsCustom);
                break;
            case ChatEvent.Started started:
                Tell(AnswerGaps.Fingerprint, "system_fingerprint", started.SystemFingerprint is not null);
                break;
            case ChatEvent.Finished finished:
                Tell(AnswerGaps.StopSequence, "stop_sequence", finished.StopSequence is not null);
                break;
            case ChatEvent.Usage usage:
                TellUsage(usage.Tokens);
                break;
            case ChatEvent.PassedBy passed:
                losses.Ignored(passed.Path, ChatEvent.PassedBy.Reason);
                break;
        }
    }

    /// <summary>A whole answer.</summary>
    public void Tell(ChatAnswer answer)
    {
        Tell(AnswerGaps.Fingerprint, "system_fingerprint", answer.SystemFingerprint is not null);
        TellUsage(answer.Usage);
        foreach (ChatChoice choice in answer.Choices)
        {
            Tell(AnswerGaps.Logprobs, "logprobs", choice.Logprobs is not null);
            Tell(AnswerGaps.StopSequence, "stop_sequence", choice.StopSequence is not null);
            TellCall(choice.Message.ToolCalls.Any(call => call.IsCustom));
        }
    }

    /// <summary>Fields of an answer that only the dialect knows which it came in.</summary>
    public static void TellExtensions(ChatMessage message, LossList losses)
    {
        foreach ((string name, string raw) in message.Extensions)
        {
            if (raw is not ("null" or "[]" or "{}"))
            {
                losses.Ignored($"message.{name}", ChatEvent.PassedBy.Reason);
            }
        }
    }

    private void TellCall(bool isCustom)
    {
        if (isCustom && gaps.HasFlag(AnswerGaps.CustomCalls))
        {
            losses.Emulated("tool_calls.custom", "a call with free text is told as the call of a function");
        }
    }

    private void TellUsage(TokenUsage? usage)
    {
        if (usage is not null)
        {
            Tell(AnswerGaps.CachedTokens, "usage.cached_tokens", usage.CachedInput > 0);
            Tell(AnswerGaps.CacheWrites, "usage.cache_write_tokens", usage.CacheWrite > 0);
            Tell(AnswerGaps.LongCacheWrites, "usage.cache_creation", usage.CacheWriteLong > 0);
            Tell(AnswerGaps.ReasoningTokens, "usage.reasoning_tokens", usage.Reasoning > 0);
            Tell(AnswerGaps.AudioTokens, "usage.audio_tokens", usage.AudioInput > 0 || usage.AudioOutput > 0);
        }
    }

    private void Tell(AnswerGaps gap, string path, bool isSaid)
    {
        if (isSaid && gaps.HasFlag(gap))
        {
            losses.Ignored(path, NoPlace);
        }
    }
}
