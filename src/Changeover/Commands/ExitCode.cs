namespace Changeover.Commands;

/// <summary>How a command ends.</summary>
internal static class ExitCode
{
    /// <summary>It did what was asked.</summary>
    public const int Done = 0;

    /// <summary>It could not, and said why on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood; nothing was done.</summary>
    public const int Misused = 2;

    /// <summary>Added to the number of the signal that ended it: 130 is Ctrl+C, 143 is SIGTERM.</summary>
    public const int Signal = 128;

    /// <summary>The line that help and reference show.</summary>
    public const string Summary = "0 done, 1 failure, 2 the command line was not understood, 130 ended by Ctrl+C";
}
