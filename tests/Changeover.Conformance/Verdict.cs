namespace Changeover.Conformance;

/// <summary>What a check came to.</summary>
public enum Verdict
{
    /// <summary>The gateway does what the check asserts.</summary>
    Pass,

    /// <summary>It does not.</summary>
    Fail,

    /// <summary>Its adapter says that it has no such thing. No pass.</summary>
    NotOffered,

    /// <summary>The run lacked something, such as the process to measure. No pass.</summary>
    NotMeasured,
}
