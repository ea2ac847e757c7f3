namespace Changeover.Conformance;

/// <summary>How an answer ended for the client.</summary>
public enum End
{
    /// <summary>As HTTP has it.</summary>
    Whole,

    /// <summary>The connection broke: an HTTP client reports an error.</summary>
    Broken,

    /// <summary>Not at all, within the suite's patience.</summary>
    Never,
}
