using System.Text.RegularExpressions;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>Which words of a loss explain which difference.</summary>
internal static class LossWords
{
    /// <summary>A message, its content or a piece of that; what is beside the content explains nothing in it.</summary>
    private const string Content = @"^(messages|contents)(\[\d+\])?(\.(content|parts))?(\[\d+\])?$|^(message\.content|content|system)\b";

    /// <summary>A result without its call, or the pictures of one, moved with all their fields into a turn of the user.</summary>
    private static readonly Regex Moved = Words(@"^messages\[\d+\]$|^messages\.content$");

    /// <summary>Where a difference stands → what the path of a loss about it must match. The first that fits counts.</summary>
    private static readonly (Regex Difference, Regex Loss)[] Table =
    [
        (Words("^tool_choice$"), Words("tool_choice|^tools|response_format")),
        (Words("^parallel_tool_calls$"), Words("parallel_tool_calls|^tools")),
        (Words("^tools"), Words("^tools|tool_choice|response_format")),
        (Words("^format$"), Words("response_format|text.format|output_format|output_config|generationConfig.response|^format")),
        (Words("^reasoning$"), Words("reasoning_effort|reasoning_budget|^thinking|^think")),
        (Words("^max_tokens$"), Words("max_tokens")),
        (Words("^stop$"), Words(@"^stop\b")),
        (Words("^(top_)?logprobs$"), Words("logprobs")),
        (Words("\\.name$"), Words(@"\.name$|" + Content)),
        (Words("\\.error$"), Words(@"\.is_error$|" + Content)),
        (Words("\\.seal$"), Words(@"seal$|signature$|\.tool_calls|" + Content)),
        (Words("\\.reasoning$"), Words(@"\.reasoning_content$|" + Content)),
        (Words("\\.detail$"), Words(@"\.detail$|" + Content)),
        (Words("\\.file$"), Words(@"\.file\b|" + Content)),
        (Words("\\.refusal$"), Words("^refusal$|" + Content)),
        (Words("\\.call$|^tool\\.result$"), Words(@"\.tool_calls\b|^tools(\[\d+\]\.name)?$|" + Content)),
        (Words("^system"), Words("^response_format$|" + Content)),
        (Words("^(user|assistant|tool)\\.|^order$"), Words("^refusal$|" + Content)),
    ];

    /// <summary>The same for answers.</summary>
    private static readonly (Regex Difference, Regex Loss)[] Answers =
    [
        (Words("^passed$"), Words("^content\\.")),
        (Words("^usage"), Words("^usage")),
        (Words("^(text|refusal)$"), Words(@"^refusal$|^content\[")),
        (Words("^call$"), Words("^tool_calls")),
        (Words("^seal$"), Words(@"seal$|signature$|^reasoning$")),
    ];

    /// <summary>Fields that say nothing about the answer, or that a gateway answers for itself; no loss is told of them.</summary>
    private static readonly HashSet<string> Harmless =
    [
        "metadata", "store", "include", "stream_options.include_obfuscation", "stream_options.include_usage", "keep_alive", "background", "prompt_cache_key",
        "safety_identifier", "truncation", "service_tier", "id", "message.id",
    ];

    /// <summary>Whether a loss tells of a difference between two requests.</summary>
    public static bool Explain(Difference difference, IReadOnlyCollection<TranslationLoss> losses)
    {
        if (difference.Path.Split("ext:") is [var place, var name])
        {
            bool canMove = place is "tool." or "user.";
            return Harmless.Contains(name) || losses.Any(loss => loss.Path.EndsWith(name, StringComparison.Ordinal) || (canMove && Moved.IsMatch(loss.Path)));
        }

        return Explain(Table, difference, losses);
    }

    /// <summary>Whether a loss tells of a difference between two answers.</summary>
    public static bool ExplainAnswer(Difference difference, IReadOnlyCollection<TranslationLoss> losses) =>
        difference.Path.Split("ext:") is [_, var name]
            ? difference.Before is "null" or "[]" or "{}" || losses.Any(loss => loss.Path.EndsWith(name, StringComparison.Ordinal))
            : difference.Path.Split("].") is [_, var path]
                ? losses.Any(loss => loss.Path.StartsWith("choices", StringComparison.Ordinal)) || Explain(Answers, difference with { Path = path }, losses)
                : Explain(Answers, difference, losses);

    private static bool Explain((Regex Difference, Regex Loss)[] table, Difference difference, IReadOnlyCollection<TranslationLoss> losses)
    {
        Regex? words = table.FirstOrDefault(row => row.Difference.IsMatch(difference.Path)).Loss;
        return losses.Any(loss => words?.IsMatch(loss.Path) ?? loss.Path.Split('.')[^1] == difference.Path);
    }

    private static Regex Words(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
}
