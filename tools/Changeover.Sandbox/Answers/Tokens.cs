using System.Text.RegularExpressions;

namespace Changeover.Sandbox.Answers;

/// <summary>
/// The counting rule: a run of letters, digits and underscores is one token, a Chinese character is one, and so is every
/// other visible character. White space belongs to the token after it.
/// </summary>
public static partial class Tokens
{
    /// <summary>The tokens of a text; joined, they are the text again.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var tokens = Pattern().Matches(text).Select(match => match.Value).ToList();
        var rest = text[tokens.Sum(token => token.Length)..];
        if (rest.Length > 0 && tokens.Count > 0) tokens[^1] += rest;
        return tokens;
    }

    /// <summary>How many tokens a text has.</summary>
    public static int Count(string text) => Pattern().Count(text);

    [GeneratedRegex(@"\s*(?:\p{IsCJKUnifiedIdeographs}|[\w-[\p{IsCJKUnifiedIdeographs}]]+|[\uD800-\uDBFF][\uDC00-\uDFFF]|\S)", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Pattern();
}
