using System.IO.Enumeration;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Splice;

namespace Changeover.Providers;

/// <summary>What is known of one provider: address, authentication, error classes, quirks. Pure data and pure functions; one file each in this folder.</summary>
public sealed record Provider
{
    /// <summary>Value of <c>gen_ai.provider.name</c> and of <c>provider:</c> in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>Address up to and including the version segment, ending in <c>/</c>. null = the configuration must say it.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Wire format.</summary>
    public Dialect Dialect { get; init; } = Dialect.OpenAIChat;

    /// <summary>Other dialects that the provider speaks at the same base URL: a client of one of them is passed on as it is.</summary>
    public IReadOnlyList<Dialect> AlsoSpeaks { get; init; } = [];

    /// <summary>Where the provider differs from the rules of its dialect.</summary>
    public Func<TargetRules, TargetRules> Rules { get; init; } = static rules => rules;

    /// <summary>How the credential travels.</summary>
    public AuthScheme Auth { get; init; } = AuthScheme.Bearer;

    /// <summary>Whether the configuration must name a credential.</summary>
    public bool NeedsCredential { get; init; } = true;

    /// <summary>Codes of this provider, first match wins; what none matches is classified by HTTP status.</summary>
    public IReadOnlyList<ErrorRule> Errors { get; init; } = [];

    /// <summary>Changes that chat requests need for this provider; see <see cref="QuirksFor"/>.</summary>
    public IReadOnlyList<RequestQuirk> RequestQuirks { get; init; } = [];

    /// <summary>Models that answer in streams only, as patterns with <c>*</c>: they are streamed, and their answers folded for clients that want them whole.</summary>
    public IReadOnlyList<string> StreamOnlyModels { get; init; } = [];

    /// <summary>Path of an operation relative to the base URL. Default: the OpenAI paths.</summary>
    public Func<Operation, string, string> Path { get; init; } = static (operation, _) => operation.DefaultPath();

    /// <summary>Fixed headers of a request, by operation and whether a stream is asked for. Default: none.</summary>
    public Func<Operation, bool, IReadOnlyList<KeyValuePair<string, string>>> Headers { get; init; } = static (_, _) => [];

    /// <summary>With a signing <see cref="Auth"/>: the service's name within the signature; null otherwise.</summary>
    public string? SignedService { get; init; }

    /// <summary>What one of its models takes.</summary>
    /// <param name="model">What is sent as model.</param>
    public TargetRules RulesFor(string model) => Rules(DialectRules.Of(Dialect)) with
    {
        AnswersOnlyInStreams = StreamOnlyModels.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, model)),
    };

    /// <summary>The changes that one request needs. Only chat has any: the same fields mean other things elsewhere.</summary>
    /// <param name="operation">What is asked.</param>
    /// <param name="model">What is sent as model.</param>
    /// <param name="streaming">Whether a stream is asked for.</param>
    public IEnumerable<RequestQuirk> QuirksFor(Operation operation, string model, bool streaming) =>
        operation == Operation.Chat ? RequestQuirks.Where(quirk => quirk.Applies(model, streaming)) : [];

    /// <summary>The same as edits, for a splice that is compiled once per target and mode. None is of <c>model</c> or <c>stream_options</c>, which the pipeline sets itself.</summary>
    public IReadOnlyList<JsonEdit> EditsFor(Operation operation, string model, bool streaming) => RequestQuirk.Compile(QuirksFor(operation, model, streaming));

    /// <summary>Whether a client's dialect can be passed on as it is.</summary>
    public bool Speaks(Dialect dialect) => dialect == Dialect || AlsoSpeaks.Contains(dialect);

    /// <summary>The class of an error, by provider and exact code, never by a substring across providers.</summary>
    public ErrorClass Classify(UpstreamError error) => ErrorRule.Classify(Errors, error);
}

/// <summary>How a credential travels.</summary>
public enum AuthScheme
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary><c>Authorization: Bearer …</c>.</summary>
    Bearer,

    /// <summary><c>api-key: …</c> (Azure).</summary>
    ApiKeyHeader,

    /// <summary><c>x-api-key: …</c> (Anthropic).</summary>
    AnthropicKeyHeader,

    /// <summary><c>x-goog-api-key: …</c> (Gemini).</summary>
    GoogleKeyHeader,

    /// <summary>Each request is signed with TC3-HMAC-SHA256 (Tencent Cloud). The credential is written <c>SecretId:SecretKey</c>, or <c>SecretId:SecretKey:Token</c> where it is a temporary one.</summary>
    Tc3,
}
