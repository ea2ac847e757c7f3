namespace Changeover.Protocol.OpenAIResponses;

/// <summary>What the name of one of OpenAI's models tells.</summary>
internal static class ModelFamily
{
    /// <summary>It reasons without being asked: the o series, and GPT-5 but for its chat models (2026-11).</summary>
    public static bool ReasonsUnasked(string requestModel) =>
        (requestModel is ['o', >= '1' and <= '9', ..])
        || (requestModel.StartsWith("gpt-5", StringComparison.Ordinal) && !requestModel.Contains("chat", StringComparison.Ordinal));
}
