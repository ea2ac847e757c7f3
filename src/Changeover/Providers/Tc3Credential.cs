using System.Diagnostics.CodeAnalysis;

namespace Changeover.Providers;

/// <summary>A credential that signs requests to Tencent Cloud.</summary>
/// <param name="secretId">Public half.</param>
/// <param name="secretKey">Secret half.</param>
/// <param name="token">Goes with a temporary credential; null = it is a lasting one.</param>
internal sealed class Tc3Credential(string secretId, string secretKey, string? token)
{
    /// <summary>How it is written.</summary>
    public const string Form = "SecretId:SecretKey, or SecretId:SecretKey:Token where it is a temporary one";

    /// <summary>Public half.</summary>
    public string SecretId => secretId;

    /// <summary>Secret half.</summary>
    public string SecretKey => secretKey;

    /// <summary>Goes with a temporary credential; null = it is a lasting one.</summary>
    public string? Token => token;

    /// <summary>False when it is not written so.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Tc3Credential? credential)
    {
        var parts = text.Split(':', 3);
        credential = parts.Length > 1 && parts.All(part => part.Length > 0) ? new Tc3Credential(parts[0], parts[1], parts.ElementAtOrDefault(2)) : null;
        return credential is not null;
    }
}
