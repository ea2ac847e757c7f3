using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Dialects;

namespace Changeover.Protocol.Gemini;

/// <summary>The last segments of an address, <c>models/{model}:{method}</c>, which say what other dialects say in the body.</summary>
/// <param name="Model">Without <c>models/</c>.</param>
/// <param name="Method">Such as <c>streamGenerateContent</c>.</param>
public sealed record GeminiPath(string Model, string Method)
{
    /// <summary>A whole answer.</summary>
    public const string Generate = "generateContent";

    /// <summary>A streamed answer.</summary>
    public const string Stream = "streamGenerateContent";

    /// <summary>Tokens of a request.</summary>
    public const string CountTokens = "countTokens";

    /// <summary>The vector of one text.</summary>
    public const string Embed = "embedContent";

    /// <summary>The vectors of several texts.</summary>
    public const string EmbedBatch = "batchEmbedContents";

    /// <summary>Reads what stands behind <c>/v1beta/</c> or <c>/v1/</c>; a model's name may hold slashes.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out GeminiPath? parsed)
    {
        int colon = path.LastIndexOf(':');
        string model = RequestReader.ModelName(colon < 0 ? "" : path[..colon].TrimStart('/'));
        parsed = model.Length > 0 && colon < path.Length - 1 ? new GeminiPath(model, path[(colon + 1)..]) : null;
        return parsed is not null;
    }

    /// <summary>What it says about a request to generate.</summary>
    /// <param name="alt">The query parameter <c>alt</c>: <c>sse</c> asks for server-sent events; null = absent.</param>
    public RequestAddress ToAddress(string? alt)
    {
        bool streams = Method == Stream;
        return new RequestAddress(Model, streams, streams && alt != "sse" ? GeminiDialect.ArrayVariant : null);
    }

    /// <summary>Relative to the version segment, the query included.</summary>
    public override string ToString() => $"models/{Model}:{Method}{(Method == Stream ? "?alt=sse" : "")}";
}
