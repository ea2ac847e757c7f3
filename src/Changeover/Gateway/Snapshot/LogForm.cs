namespace Changeover.Gateway.Snapshot;

/// <summary>How the log is written.</summary>
public enum LogForm
{
    /// <summary>One line per event, for people.</summary>
    Text,

    /// <summary>One JSON object per line, for a log collector.</summary>
    Json,
}
