using Changeover.Protocol.Chat;
using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>Azure OpenAI, global or Azure China. The base URL is <c>https://{resource}.openai.azure.com/openai/v1/</c>, and the model is the deployment's name.
/// With a dated <c>api-version</c> in the query the base URL ends in <c>/openai/deployments/{deployment}/</c> instead: one upstream per deployment.</summary>
internal static class AzureOpenAI
{
    public static Provider Provider { get; } = new()
    {
        Name = "azure-openai",
        AlsoSpeaks = [Dialect.OpenAIResponses],
        Rules = OpenAI.Rules,
        Auth = AuthScheme.ApiKeyHeader,
        Errors =
        [
            // innererror.code is ResponsibleAIPolicyViolation (seen 2026-11-23).
            new(ContentFilter) { Codes = ["content_filter"] },

            // Retry-After up to 86400 has been seen with it (seen 2026-11-23).
            new(RateLimited) { Codes = ["429"] },
            new(ContextLength) { Codes = ["context_length_exceeded"] },
        ],
        RequestQuirks = OpenAI.ReasoningQuirks,
    };
}
