using System.Data.Common;

namespace Changeover.Gateway.Recording;

/// <summary>How much room records take, which each engine counts in its own way.</summary>
internal interface IRecordVolume
{
    /// <summary>Records that are deleted at once.</summary>
    const int Step = 50;

    /// <summary>Position up to which records are to go because all take more than so many bytes; null = they do not.</summary>
    long? LastBeyond(DbConnection connection, long keepBytes);

    /// <summary>Gives some of the freed room back to the disk; false = there is none to give.</summary>
    bool GiveBack(DbConnection connection);
}
