using Changeover.Gateway.Snapshot;
using Npgsql;

namespace Changeover.Storage;

/// <summary>Reads where a PostgreSQL server is: <c>postgres://user:password@host:5432/database?sslmode=require</c>, or <c>Host=…;Username=…;Password=…;Database=…</c>.</summary>
internal static class PostgresAddress
{
    /// <summary>How one is written, as a remedy.</summary>
    public const string Form = "Write postgres://user:${PASSWORD}@host:5432/database, or Host=host;Username=user;Password=${PASSWORD};Database=database.";

    private const int DefaultPort = 5432;

    /// <summary>What Npgsql connects with; what is not written has our default.</summary>
    /// <exception cref="StorageException">It is no such address. The message does not repeat it: a password may be in it.</exception>
    public static NpgsqlConnectionStringBuilder Parse(Secret server)
    {
        try
        {
            var text = server.Reveal();
            var address = IsUrl(text) ? OfUrl(new Uri(text)) : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(address.Host))
                throw new FormatException("There is no host.");
            Default("Application Name", () => address.ApplicationName = "changeover");
            Default("Timeout", () => address.Timeout = 5);
            Default("Maximum Pool Size", () => address.MaxPoolSize = 20);
            Default("Max Auto Prepare", () => address.MaxAutoPrepare = 32);
            Default("Keepalive", () => address.KeepAlive = 10);
            return address;

            void Default(string key, Action set)
            {
                if (!address.ShouldSerialize(key))
                    set();
            }
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException)
        {
            // Without the fault itself: it may quote the password.
            throw new StorageException($"The database's address is not understood. {Form}");
        }
    }

    /// <summary>Whether a text is the first of both forms.</summary>
    public static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder OfUrl(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = Uri.UnescapeDataString(url.Host),
            Port = url.Port < 0 ? DefaultPort : url.Port,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var before, var after] ? (before, after) : throw new FormatException("A parameter has no value.");
            address[Known(Uri.UnescapeDataString(name))] = Uri.UnescapeDataString(value);
        }

        return address;
    }

    // libpq's names for what Npgsql calls otherwise.
    private static string Known(string name) => name switch
    {
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "application_name" => "Application Name",
        "connect_timeout" => "Timeout",
        _ => name,
    };
}
