namespace Changeover.Storage;

/// <summary>Keys of PostgreSQL's advisory locks, which are numbers that nobody else in the database should use.</summary>
internal static class AdvisoryLock
{
    /// <summary>Held by whoever migrates.</summary>
    public const long Schema = 0x6368_616E_6765_0001; // "change", 1

    /// <summary>Held by whoever adds corrections of costs.</summary>
    public const long Corrections = 0x6368_616E_6765_0003;

    /// <summary>Shared by all who write records, taken alone by whoever wants to know that none is under way.</summary>
    public const long Records = 0x6368_616E_6765_0002;
}
