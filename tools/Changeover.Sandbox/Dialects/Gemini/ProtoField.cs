namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>A field of a protobuf message as its JSON form sees it.</summary>
/// <param name="Name">Name in camelCase.</param>
/// <param name="Type">A message, an enumeration, or a scalar.</param>
/// <param name="IsRepeated">A list of that type.</param>
/// <param name="IsMap">An object whose values have that type.</param>
internal sealed record ProtoField(string Name, string Type, bool IsRepeated, bool IsMap)
{
    /// <summary>The name as errors spell it: snake_case.</summary>
    public string Spelled => string.Concat(Name.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>Reads <c>name:Type</c>; <c>*</c> at the end marks a list, <c>{}</c> a map.</summary>
    public static ProtoField Parse(string text)
    {
        var (name, type) = text.Split(':') is [var first, var second] ? (first, second) : throw new FormatException(text);
        return new ProtoField(name, type.TrimEnd('*', '{', '}'), type.EndsWith('*'), type.EndsWith('}'));
    }
}
