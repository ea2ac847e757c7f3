namespace Changeover.Inference.Templates;

/// <summary>Bounds of one rendering: a template comes with a model file, which is untrusted.</summary>
public sealed record ChatTemplateLimits
{
    /// <summary>The bounds in use where none are given.</summary>
    public static ChatTemplateLimits Default { get; } = new();

    /// <summary>Loop turns and macro calls, all together. Default 200,000.</summary>
    public int Steps { get; init; } = 200_000;

    /// <summary>Macro calls inside each other. Default 64.</summary>
    public int MacroDepth { get; init; } = 64;

    /// <summary>Characters of the result. Default 8 Mi.</summary>
    public int OutputCharacters { get; init; } = 8 << 20;

    /// <summary>Characters and list items made or walked through on the way, all together. Default 64 Mi.</summary>
    public long WorkUnits { get; init; } = 64L << 20;
}
