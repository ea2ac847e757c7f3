namespace Changeover.Sandbox.Scripts;

/// <summary>What a piece of an answer carries, so that a fault can find its place.</summary>
internal enum Part
{
    /// <summary>A whole buffered body.</summary>
    Body,

    /// <summary>The event that only opens a choice.</summary>
    Role,

    /// <summary>An event with text, reasoning or a tool call in it.</summary>
    Content,

    /// <summary>The event with the finish reason.</summary>
    Finish,

    /// <summary>The event that reports usage.</summary>
    Usage,

    /// <summary>The terminal event.</summary>
    Done,

    /// <summary>Anything else: comments, errors, garbage.</summary>
    Other,
}
