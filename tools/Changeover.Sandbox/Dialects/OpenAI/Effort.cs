namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>How many words of reasoning an effort is.</summary>
internal static class Effort
{
    public static int Words(string? effort) => effort switch
    {
        null or "none" => 0,
        "minimal" or "low" => 8,
        "medium" => 16,
        _ => 32,
    };
}
