namespace Changeover.Protocol.Chat;

/// <summary>Whether the model may, must or must not call tools.</summary>
/// <param name="Mode">The general rule.</param>
/// <param name="Name">With <see cref="ToolChoiceMode.Named"/>: the tool that must be called; otherwise null.</param>
public readonly record struct ToolChoice(ToolChoiceMode Mode, string? Name = null)
{
    /// <summary>With <see cref="ToolChoiceMode.Auto"/> or <see cref="ToolChoiceMode.Required"/>: only these tools may be called; null = all.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }
}

/// <summary>The general rule of a <see cref="ToolChoice"/>.</summary>
public enum ToolChoiceMode
{
    /// <summary>The model decides.</summary>
    Auto,

    /// <summary>No tool call.</summary>
    None,

    /// <summary>At least one tool call.</summary>
    Required,

    /// <summary>The named tool.</summary>
    Named,
}
