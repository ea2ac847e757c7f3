namespace Changeover.Protocol.OpenAIChat;

/// <summary>What <c>response_format.type</c> asks for.</summary>
public enum ResponseFormatKind
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>Free text, said explicitly.</summary>
    Text,

    /// <summary>Any JSON object.</summary>
    JsonObject,

    /// <summary>JSON that follows a schema.</summary>
    JsonSchema,

    /// <summary>A word that only the upstream may know.</summary>
    Other,
}
