namespace Changeover.Gateway.Snapshot;

/// <summary>Where a configured value comes from.</summary>
/// <param name="Line">Line in the file, from 1; null = not from the file.</param>
/// <param name="Column">Column in the file, from 1; null = not from the file.</param>
/// <param name="Variable">Environment variable that overrides the file; null = none does.</param>
public sealed record ConfigOrigin(int? Line, int? Column, string? Variable)
{
    /// <summary>Nobody wrote it: the product's default.</summary>
    public static ConfigOrigin Default { get; } = new(null, null, null);

    /// <summary>A place in the file.</summary>
    public static ConfigOrigin At(long line, long column) => new((int)line, (int)column, null);

    /// <summary>An environment variable.</summary>
    public static ConfigOrigin Of(string variable) => new(null, null, variable);

    /// <summary><c>line 3</c>, the variable's name, or <c>default</c>.</summary>
    public override string ToString() => Variable ?? (Line is null ? "default" : $"line {Line}");
}
