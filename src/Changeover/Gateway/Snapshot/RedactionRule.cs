using System.Text.RegularExpressions;

namespace Changeover.Gateway.Snapshot;

/// <summary>Turns a redaction rule into the expression that runs.</summary>
internal static class RedactionRule
{
    /// <summary>Longest time one rule may take on one body. A rule that exceeds it throws <see cref="RegexMatchTimeoutException"/>, and the body must then not be kept.</summary>
    public static TimeSpan MatchTimeout { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Compiles a rule for linear time. Throws <see cref="ArgumentException"/> or <see cref="NotSupportedException"/> for what the check refuses.</summary>
    public static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchTimeout);
}
