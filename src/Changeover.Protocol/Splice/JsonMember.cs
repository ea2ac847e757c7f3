namespace Changeover.Protocol.Splice;

/// <summary>Where one property of a JSON object lies in its text.</summary>
/// <param name="Name">The name, without its quotes, as written.</param>
/// <param name="Value">The value, quotes and brackets included.</param>
/// <param name="IsEscaped">The name is written with backslashes.</param>
public readonly record struct JsonMember(ByteRange Name, ByteRange Value, bool IsEscaped)
{
    /// <summary>Offset of the opening quote of the name.</summary>
    public int Start => Name.Start - 1;

    /// <summary>Offset just behind the value.</summary>
    public int End => Value.End;

    /// <summary>Compares the name after unescaping.</summary>
    /// <param name="json">The text that the ranges refer to.</param>
    /// <param name="utf8Name">A name without escapes.</param>
    public bool IsNamed(ReadOnlySpan<byte> json, ReadOnlySpan<byte> utf8Name)
    {
        ReadOnlySpan<byte> written = json.Slice(Name.Start, Name.Length);
        return IsEscaped ? JsonName.EqualsEscaped(written, utf8Name) : written.SequenceEqual(utf8Name);
    }
}
