namespace Changeover.Drill;

/// <summary>A part of a drill.</summary>
public enum Phase
{
    /// <summary>Everything is there.</summary>
    Before,

    /// <summary>The upstream is cut off.</summary>
    Cut,

    /// <summary>It is there again.</summary>
    After,
}
