using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>Google's Gemini API, v1beta: the verb after the model's name says what is asked.</summary>
internal sealed partial class GeminiDialect : IDialect
{
    private readonly GenerateEndpoint _generate;
    private readonly CountEndpoint _count;
    private readonly EmbedEndpoint _embed;

    public GeminiDialect(Seals seals)
    {
        var signatures = new ThoughtSignatures(seals);
        var rules = new ContentRules(signatures);
        var reader = new GenerateReader(rules);
        _generate = new GenerateEndpoint(reader, signatures);
        _count = new CountEndpoint(reader, rules);
        _embed = new EmbedEndpoint(rules);
    }

    /// <summary>The last chunk carries the finish reason; nothing follows it.</summary>
    public byte[] Terminal => [];

    public string? FindKey(HttpRequest request) =>
        KeyHeaders.Plain(request, "x-goog-api-key") ?? (request.Query["key"].ToString() is { Length: > 0 } key ? key : null);

    public string? FindModel(string path, JsonObject? body) =>
        Address().Match(path) is { Success: true } match && match.Groups["model"].Success ? match.Groups["model"].Value : null;

    public Script Answer(Received received)
    {
        try
        {
            var verb = Address().Match(received.Exchange.Path).Groups["verb"].Value;
            return received.Exchange.Method == "GET" ? ModelEndpoint.Answer(received) : verb switch
            {
                "generateContent" => _generate.Answer(received, Framing.Whole),
                "streamGenerateContent" => _generate.Answer(received, Framing.Of(received.Exchange.Query)),
                "countTokens" => _count.Answer(received),
                "embedContent" => _embed.One(received),
                "batchEmbedContents" => _embed.Many(received),
                _ => throw GeminiErrors.NotFound($"Unknown method {verb}."),
            };
        }
        catch (BadRequest bad)
        {
            return Refuse(bad.Error);
        }
    }

    public ProviderError Words(Trouble trouble, string key) => GeminiErrors.Words(trouble);

    public Script Refuse(ProviderError error) => Script.Json(error.Status, GeminiErrors.Body(error));

    /// <summary>A refused prompt is an answer without candidates.</summary>
    public Script PromptBlock(Script healthy) => SafetyBlock.OfPrompt(healthy);

    public byte[] ErrorEvent(ProviderError error, int sent) => Framing.Event(GeminiErrors.Body(error));

    [GeneratedRegex("/models/(?<model>[^/:]+)(:(?<verb>[A-Za-z]+))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
