using Changeover.Storage;

namespace Changeover.Gateway.Snapshot;

/// <summary>The address of a database as it is written: whole by reference, or with its password by reference.</summary>
internal static class DatabaseReference
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
            return PostgresAddress.Parse(new Secret(text)).Password is null or [] or ['$', '{', .., '}'] ? null : "A password stands here in clear.";
        }
        catch (StorageException)
        {
            return "This is no address of a PostgreSQL server.";
        }
    }

    /// <summary>The connection string, with what the references name.</summary>
    public static CredentialReading Read(string text, CredentialReader credentials)
    {
        if (CredentialReference.TryParse(text, out var whole))
        {
            return credentials.Read(whole) is { Value: { } found } ? Connection(found) : credentials.Read(whole);
        }

        var address = PostgresAddress.Parse(new Secret(text));
        if (string.IsNullOrEmpty(address.Password))
        {
            return Connection(new Secret(text));
        }

        var password = credentials.Expand(address.Password);
        if (password.Value is null)
        {
            return password;
        }

        address.Password = password.Value.Reveal();
        return new CredentialReading(new Secret(address.ToString()));
    }

    private static CredentialReading Connection(Secret address)
    {
        try
        {
            return new CredentialReading(new Secret(PostgresAddress.Parse(address).ToString()));
        }
        catch (StorageException e)
        {
            return new CredentialReading(null, e.Message, PostgresAddress.Form);
        }
    }
}
