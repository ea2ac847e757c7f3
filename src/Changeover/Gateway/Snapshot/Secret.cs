namespace Changeover.Gateway.Snapshot;

/// <summary>A value that must not be printed: only <see cref="Reveal"/> gives it away, at the one place that writes it on the wire.</summary>
public sealed class Secret(string value) : IEquatable<Secret>
{
    /// <summary>The value itself.</summary>
    public string Reveal() => value;

    /// <inheritdoc />
    public bool Equals(Secret? other) => other is not null && other.Reveal().Equals(value, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc />
    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Never the value.</summary>
    public override string ToString() => "•••";
}
