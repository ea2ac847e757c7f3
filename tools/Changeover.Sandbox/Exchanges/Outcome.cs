namespace Changeover.Sandbox.Exchanges;

/// <summary>How an exchange ended.</summary>
public enum Outcome
{
    /// <summary>It is still running.</summary>
    Open,

    /// <summary>Everything that was to be sent was sent.</summary>
    Completed,

    /// <summary>The client went away first.</summary>
    ClientGone,

    /// <summary>A fault hung up.</summary>
    HungUp,

    /// <summary>The sandbox was stopped.</summary>
    Stopped,
}
