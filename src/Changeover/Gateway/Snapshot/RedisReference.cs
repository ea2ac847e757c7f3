using Changeover.Storage;

namespace Changeover.Gateway.Snapshot;

/// <summary>The address of a server of Redis' protocol as it is written: whole by reference, or with its password by reference.</summary>
internal static class RedisReference
{
    /// <summary>Why a text is no such address; null = it is one. Never repeats the text.</summary>
    public static string? Problem(string text)
    {
        if (CredentialReference.TryParse(text, out _))
        {
            return null;
        }

        try
        {
            return RedisAddress.Parse(new Secret(text)).Password is null or [] or ['$', '{', .., '}'] ? null : "A password stands here in clear.";
        }
        catch (StorageException)
        {
            return "This is no address of a Redis server.";
        }
    }

    /// <summary>The address, with what the references name.</summary>
    public static CredentialReading Read(string text, CredentialReader credentials)
    {
        if (CredentialReference.TryParse(text, out var whole))
        {
            return credentials.Read(whole) is { Value: { } found } ? Address(found) : credentials.Read(whole);
        }

        if (RedisAddress.Parse(new Secret(text)).Password is not { Length: > 0 } reference)
        {
            return new CredentialReading(new Secret(text));
        }

        var password = credentials.Expand(reference);
        return password.Value is { } secret
            ? Address(new Secret(text.Replace(reference, RedisAddress.IsUrl(text) ? Uri.EscapeDataString(secret.Reveal()) : secret.Reveal(), StringComparison.Ordinal)))
            : password;
    }

    private static CredentialReading Address(Secret address)
    {
        try
        {
            RedisAddress.Parse(address);
            return new CredentialReading(address);
        }
        catch (StorageException e)
        {
            return new CredentialReading(null, e.Message, RedisAddress.Form);
        }
    }
}
