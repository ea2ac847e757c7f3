namespace Changeover.Keys.Limits;

/// <summary>The time over which a limit counts. Days and months are those of UTC.</summary>
public enum LimitWindow
{
    /// <summary>One second.</summary>
    Second,

    /// <summary>One minute.</summary>
    Minute,

    /// <summary>One hour.</summary>
    Hour,

    /// <summary>One day.</summary>
    Day,

    /// <summary>One calendar month; always fixed.</summary>
    Month,

    /// <summary>For ever; of <see cref="LimitUnit.Streams"/>: now.</summary>
    Total,
}
