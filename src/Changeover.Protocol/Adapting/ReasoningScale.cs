namespace Changeover.Protocol.Adapting;

/// <summary>Reasoning effort as a word and as a number of tokens. No provider publishes the relation: the steps are ours.</summary>
public static class ReasoningScale
{
    /// <summary>Tokens for a word; 0 = do not reason.</summary>
    public static int BudgetOf(string effort) => effort switch
    {
        "none" => 0,
        "minimal" => 1024,
        "low" => 2048,
        "medium" => 8192,
        "high" => 24_576,
        _ => 32_768,
    };

    /// <summary>The word for a number of tokens.</summary>
    public static string EffortOf(int budget) => budget switch
    {
        0 => "none",
        <= 2048 => "low",
        <= 8192 => "medium",
        _ => "high",
    };
}
