namespace Changeover.Protocol.Adapting;

/// <summary>What a target wants to see again of the reasoning in earlier assistant turns.</summary>
public enum ReasoningReplay
{
    /// <summary>It may come, and need not.</summary>
    Welcome,

    /// <summary>It must come with the calls of the tool loop under way (Kimi, DeepSeek).</summary>
    InToolLoops,

    /// <summary>It must not come (Hunyuan).</summary>
    Forbidden,
}
