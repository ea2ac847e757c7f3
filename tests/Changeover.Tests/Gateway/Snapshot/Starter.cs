using System.Text;
using System.Text.RegularExpressions;
using Changeover.Gateway.Snapshot;

namespace Changeover.Tests.Gateway.Snapshot;

/// <summary>The file that <c>config init</c> writes.</summary>
internal static partial class Starter
{
    public static string Text { get; } = Encoding.UTF8.GetString(StarterConfig.Utf8);

    /// <summary>With every commented-out option in force.</summary>
    public static string Uncommented { get; } = CommentedOption().Replace(Text, "");

    [GeneratedRegex(@"(?<=^ +)#(?=[ a-z])", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommentedOption();
}
