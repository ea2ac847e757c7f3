namespace Changeover.Inference.Constraints;

/// <summary>A JSON Schema that cannot be enforced exactly. It is refused by name; no keyword is ever ignored.</summary>
public sealed class UnsupportedSchemaException : Exception
{
    /// <summary>Refuses <paramref name="keyword"/> at <paramref name="path"/>.</summary>
    public UnsupportedSchemaException(string keyword, string path, string reason)
        : base($"JSON Schema keyword '{keyword}' at {path}: {reason}")
    {
        Keyword = keyword;
        Path = path;
    }

    /// <summary>The keyword that is refused.</summary>
    public string Keyword { get; }

    /// <summary>Where it stands, as a JSON Pointer from <c>#</c>.</summary>
    public string Path { get; }
}
