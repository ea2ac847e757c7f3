namespace Changeover.Protocol.Json;

/// <summary>The codes of a <see cref="RequestFault"/>: OpenAI's own words where it has one.</summary>
public static class RequestFaultCode
{
    /// <summary>The body is not one JSON object: syntax, encoding, depth over 64, or over 131,072 properties at once.</summary>
    public const string InvalidJson = "invalid_json";

    /// <summary>A property occurs twice in the same object, so two readers could understand two requests.</summary>
    public const string DuplicateKey = "duplicate_key";

    /// <summary>A property has another JSON type than its name promises.</summary>
    public const string InvalidType = "invalid_type";

    /// <summary>The type is right, the value is not: out of range, or an empty list that must hold something.</summary>
    public const string InvalidValue = "invalid_value";

    /// <summary>A property that every request needs is absent.</summary>
    public const string MissingParameter = "missing_required_parameter";
}
