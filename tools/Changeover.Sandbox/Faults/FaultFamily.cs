namespace Changeover.Sandbox.Faults;

/// <summary>Where a fault strikes.</summary>
public enum FaultFamily
{
    /// <summary>The connection, before a status line is whole.</summary>
    Connection,

    /// <summary>An error status.</summary>
    Status,

    /// <summary>A status of 200 around something that is no answer.</summary>
    Masked,

    /// <summary>The answer begins and does not come to its end.</summary>
    Broken,

    /// <summary>The answer is whole, but comes in an awkward form.</summary>
    Awkward,
}
