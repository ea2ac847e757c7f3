namespace Changeover.Storage;

/// <summary>Holds in memory what a table says, and is told when another process has changed it.</summary>
public interface IChangeReader
{
    /// <summary>Name of the table, one whose changes are noted.</summary>
    string Table { get; }

    /// <summary>Looks again. Never throws for a database that fails: what is in memory stays.</summary>
    void ReadAgain();
}
