namespace Changeover.Gateway.Snapshot;

/// <summary>Where a secret is, never the secret itself: safe to print.</summary>
/// <param name="Source">Environment variable or file.</param>
/// <param name="Location">The variable's name or the file's path.</param>
public sealed record CredentialReference(CredentialSource Source, string Location)
{
    /// <summary>The form it has in the file: <c>${NAME}</c> or <c>file:/path</c>.</summary>
    public override string ToString() => Source == CredentialSource.Environment ? $"${{{Location}}}" : $"file:{Location}";
}

/// <summary>Kinds of <see cref="CredentialReference"/>.</summary>
public enum CredentialSource
{
    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>A file; its content is trimmed of white space at both ends.</summary>
    File,
}
