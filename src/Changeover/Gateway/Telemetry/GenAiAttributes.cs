namespace Changeover.Gateway.Telemetry;

/// <summary>Names of OpenTelemetry's semantic conventions for generative AI, once.</summary>
internal static class GenAiAttributes
{
    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseModel = "gen_ai.response.model";
    public const string ResponseId = "gen_ai.response.id";
    public const string FinishReasons = "gen_ai.response.finish_reasons";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string TokenType = "gen_ai.token.type";
    public const string ErrorType = "error.type";
}

/// <summary>Names of our own, where the conventions have none.</summary>
internal static class ChangeoverAttributes
{
    public const string RequestId = "changeover.request.id";
    public const string Route = "changeover.route";
    public const string KeyId = "changeover.key.id";
    public const string Upstream = "changeover.upstream";
    public const string Target = "changeover.target";
    public const string Stage = "changeover.stage";
    public const string Party = "changeover.party";
    public const string ConfigHash = "changeover.config.hash";
    public const string Currency = "changeover.currency";
    public const string Reason = "changeover.reason";
}
