namespace Changeover.Keys.Limits;

/// <summary>How a window moves.</summary>
public enum LimitShape
{
    /// <summary>With the clock, in steps of a sixtieth: in no span of the window's length is more admitted, and what was used comes back up to a sixtieth late.</summary>
    Sliding,

    /// <summary>From one full second, minute, hour, day or month (UTC) to the next: up to twice the limit may fall into one span across the edge.</summary>
    Fixed,
}
