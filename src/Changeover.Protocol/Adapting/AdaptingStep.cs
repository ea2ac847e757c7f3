using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>What every step of an adaptation needs.</summary>
/// <param name="Original">The request as it came, for the words of its dialect.</param>
/// <param name="Rules">What the target takes.</param>
/// <param name="Losses">Receives what was changed.</param>
internal sealed record AdaptingStep(ChatRequest Original, TargetRules Rules, LossList Losses)
{
    /// <summary>Whether the client and the target speak one dialect, so that extensions are understood.</summary>
    public bool SameDialect => Original.Dialect == Rules.Dialect;

    /// <summary>Whether the target takes the feature as it is or said in another way. If not, the loss is told: as left out, or as a refusal.</summary>
    public bool Takes(Feature feature, string path)
    {
        switch (Rules.Of(feature))
        {
            case Support.Ignored:
                Losses.Ignored(path, "the target has nothing like it");
                return false;
            case Support.Rejected:
                Losses.Reject(path, "the target cannot take it");
                return false;
            default:
                return true;
        }
    }

    /// <summary>Whether something else must stand in for the feature; that is told.</summary>
    public bool Emulates(Feature feature, string path, string how)
    {
        if (Rules.Of(feature) != Support.Emulated)
        {
            return false;
        }

        Losses.Emulated(path, how);
        return true;
    }

    /// <summary>The value, if the target takes it.</summary>
    public T? Keep<T>(Feature feature, string path, T? value)
        where T : struct => value is not null && Takes(feature, path) ? value : null;
}
