using System.Text.RegularExpressions;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>Which words of a loss explain which difference.</summary>
internal static partial class LossWords
{
    /// <summary>A message, its content or a piece of that; what is beside the content explains nothing in it.</summary>
    private const string Content = @"^(messages|contents)(\[\d+\])?(\.(content|parts))?(\[\d+\])?$|^(message\.content|content|system)\b";

    /// <summary>Where a difference stands → what the path of a loss about it must match. The first that fits counts.</summary>
    private static readonly (string Difference, string Loss)[] Table =
    [
        ("^tool_choice$", "tool_choice|^tools|response_format"),
        ("^parallel_tool_calls$", "parallel_tool_calls|^tools"),
        ("^tools", "^tools|tool_choice|response_format"),
        ("^format$", "response_format|text.format|output_format|output_config|generationConfig.response|^format"),
        ("^reasoning$", "reasoning_effort|reasoning_budget|^thinking|^think"),
        ("^max_tokens$", "max_tokens"),
        ("^stop$", @"^stop\b"),
        ("^(top_)?logprobs$", "logprobs"),
        ("\\.name$", @"\.name$|" + Content),
        ("\\.error$", @"\.is_error$|" + Content),
        ("\\.seal$", @"seal$|signature$|\.tool_calls|" + Content),
        ("\\.reasoning$", @"\.reasoning_content$|" + Content),
        ("\\.detail$", @"\.detail$|" + Content),
        ("\\.file$", @"\.file\b|" + Content),
        ("\\.refusal$", "^refusal$|" + Content),
        ("\\.call$", @"\.tool_calls\b|^tools$|" + Content),
        ("^system", "^response_format$|" + Content),
        ("^(user|assistant|tool)\\.|^order$", "^refusal$|" + Content),
    ];

    /// <summary>Fields that say nothing about the answer, or that a gateway answers for itself; no loss is told of them.</summary>
    private static readonly HashSet<string> Harmless =
    [
        "metadata", "store", "include", "stream_options.include_obfuscation", "stream_options.include_usage", "keep_alive", "background", "prompt_cache_key",
        "safety_identifier", "truncation", "service_tier", "id", "message.id",
    ];

    public static bool Explain(Difference difference, IEnumerable<TranslationLoss> losses)
    {
        if (Extension().Match(difference.Path) is { Success: true } extension)
        {
            string name = extension.Groups["name"].Value;
            return Harmless.Contains(name) || losses.Any(loss => loss.Path.EndsWith(name, StringComparison.Ordinal) || (extension.Groups["in"].Success && Moved().IsMatch(loss.Path)));
        }

        string words = Table.FirstOrDefault(row => Regex.IsMatch(difference.Path, row.Difference)).Loss ?? $@"(^|\.){Regex.Escape(difference.Path)}$";
        return losses.Any(loss => Regex.IsMatch(loss.Path, words));
    }

    /// <summary>A result without its call, or the pictures of one, moved with all their fields into a turn of the user.</summary>
    [GeneratedRegex(@"^messages\[\d+\]$|^messages\.content$")]
    private static partial Regex Moved();

    [GeneratedRegex(@"^((?<in>tool|user)\.|.*\.)?ext:(?<name>.+)$")]
    private static partial Regex Extension();
}
