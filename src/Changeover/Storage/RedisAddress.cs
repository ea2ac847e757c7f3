using Changeover.Gateway.Snapshot;
using StackExchange.Redis;

namespace Changeover.Storage;

/// <summary>Reads where a server of Redis' protocol is: <c>redis://user:password@host:6379</c> (<c>rediss://</c> over TLS), or <c>host:6379,password=…</c>.</summary>
internal static class RedisAddress
{
    /// <summary>Environment variable that names the server, in place of the configuration's <c>storage.redis</c>.</summary>
    public const string Variable = "CHANGEOVER_REDIS";

    /// <summary>How one is written, as a remedy.</summary>
    public const string Form = "Write redis://user:${PASSWORD}@host:6379 (rediss:// over TLS), or host:6379,password=${PASSWORD}.";

    private const int DefaultPort = 6379;

    /// <summary>What the client connects with. A command fails at once while no connection stands, and after a second where one hangs.</summary>
    /// <exception cref="StorageException">It is no such address. The message does not repeat it: a password may be in it.</exception>
    public static ConfigurationOptions Parse(Secret server)
    {
        try
        {
            var text = server.Reveal();
            var options = IsUrl(text) ? OfUrl(new Uri(text)) : ConfigurationOptions.Parse(text);
            if (options.EndPoints.Count == 0)
            {
                throw new FormatException("There is no host.");
            }

            options.ClientName = "changeover";
            options.AllowAdmin = true; // for INFO, which tells one process of the server from the next
            options.AbortOnConnectFail = false;
            options.ConnectTimeout = 2000;
            options.AsyncTimeout = 1000;
            options.SyncTimeout = 1000;
            options.KeepAlive = 5;
            options.BacklogPolicy = BacklogPolicy.FailFast;
            options.ReconnectRetryPolicy = new LinearRetry(200);
            return options;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            // Without the fault itself: it may quote the password.
            throw new StorageException($"The address of the Redis server is not understood. {Form}");
        }
    }

    /// <summary>Whether a text is the first of both forms.</summary>
    public static bool IsUrl(string text) => text.StartsWith("redis://", StringComparison.Ordinal) || text.StartsWith("rediss://", StringComparison.Ordinal);

    private static ConfigurationOptions OfUrl(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        var options = new ConfigurationOptions
        {
            Ssl = url.Scheme == "rediss",
            User = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        options.EndPoints.Add(url.Host.Length > 0 ? url.Host : throw new FormatException("There is no host."), url.Port < 0 ? DefaultPort : url.Port);
        return options;
    }
}
