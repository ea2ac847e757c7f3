using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Changeover.Gateway.Snapshot;

/// <summary>Where a secret is, never the secret itself: safe to print.</summary>
/// <param name="Source">Environment variable or file.</param>
/// <param name="Location">The variable's name or the file's path.</param>
public sealed partial record CredentialReference(CredentialSource Source, string Location)
{
    /// <summary>How one is written, as a remedy.</summary>
    internal const string Form = "Name where the credential is: ${ENV_NAME}, or file:/absolute/path.";

    /// <summary>Regular expression of <see cref="ToString"/>.</summary>
    internal const string Pattern = @"^(\$\{[A-Za-z_][A-Za-z0-9_]*\}|file:(/|[A-Za-z]:[\\/]).+)$";

    /// <summary>The form it has in the file: <c>${NAME}</c> or <c>file:/path</c>.</summary>
    public override string ToString() => Source == CredentialSource.Environment ? $"${{{Location}}}" : $"file:{Location}";

    /// <summary>Reads <c>${NAME}</c> or <c>file:/path</c>; anything else may be a secret in clear.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CredentialReference? reference)
    {
        text = text.Trim();
        reference = !Written().IsMatch(text) ? null
            : text[0] == '$' ? new CredentialReference(CredentialSource.Environment, text[2..^1])
            : new CredentialReference(CredentialSource.File, text["file:".Length..]);
        return reference is not null;
    }

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}

/// <summary>Kinds of <see cref="CredentialReference"/>.</summary>
public enum CredentialSource
{
    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>A file; its content is trimmed of white space at both ends.</summary>
    File,
}
