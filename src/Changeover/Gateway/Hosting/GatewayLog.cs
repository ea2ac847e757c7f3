using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Hosting;

/// <summary>The log on standard output, and its first line.</summary>
internal static partial class GatewayLog
{
    /// <summary>Writes in the form that is configured, at UTC. What the framework says below a warning is left out.</summary>
    public static void Write(this ILoggingBuilder logging, LogForm form)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // why a start failed is told once, in words
        if (form == LogForm.Json)
        {
            logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        }
        else
        {
            logging.AddSimpleConsole(console => (console.UseUtcTimestamp, console.TimestampFormat, console.SingleLine) = (true, "yyyy-MM-dd HH:mm:ss.fff ", true));
        }
    }

    /// <summary>Said once it listens, where standard output is for programs.</summary>
    [LoggerMessage(1000, LogLevel.Information, "Changeover {Version} listens on {Addresses}")]
    public static partial void Listening(ILogger logger, string version, string addresses);
}
