namespace Changeover.Keys.Limits;

/// <summary>Who shares one counter.</summary>
public enum LimitScope
{
    /// <summary>Each key has its own.</summary>
    Key,

    /// <summary>All keys of one owner share one.</summary>
    Owner,

    /// <summary>All who use one route share one.</summary>
    Route,

    /// <summary>All requests that the rule covers share one.</summary>
    All,
}
