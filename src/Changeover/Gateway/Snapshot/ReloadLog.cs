namespace Changeover.Gateway.Snapshot;

/// <summary>What a reload says in the log. Event ids 1100 to 1109 are its own.</summary>
internal static partial class ReloadLog
{
    /// <summary>Logs a reload, each fault and each warning.</summary>
    public static void Write(ILogger logger, ReloadStatus status)
    {
        if (status.Succeeded)
        {
            Reloaded(logger, status.ConfigHash);
        }
        else
        {
            Refused(logger, status.Faults.Count, status.ConfigHash);
        }

        foreach (var fault in status.Faults)
        {
            Fault(logger, fault.At, Place(fault), fault.Message, fault.Remedy);
        }

        foreach (var warning in status.Warnings)
        {
            Warning(logger, warning.At, Place(warning), warning.Message, warning.Remedy);
        }
    }

    private static string Place(ConfigFault fault) => fault.Path.Length > 0 ? fault.Path : "the file";

    [LoggerMessage(1100, LogLevel.Information, "Configuration {ConfigHash} is in force")]
    private static partial void Reloaded(ILogger logger, string configHash);

    [LoggerMessage(1101, LogLevel.Error, "The new configuration was refused, faults: {Faults}; {ConfigHash} stays in force")]
    private static partial void Refused(ILogger logger, int faults, string configHash);

    [LoggerMessage(1102, LogLevel.Error, "Configuration fault at {Origin} in {Path}: {Problem} {Remedy}")]
    private static partial void Fault(ILogger logger, ConfigOrigin origin, string path, string problem, string remedy);

    [LoggerMessage(1103, LogLevel.Warning, "Configuration warning at {Origin} in {Path}: {Problem} {Remedy}")]
    private static partial void Warning(ILogger logger, ConfigOrigin origin, string path, string problem, string remedy);
}
