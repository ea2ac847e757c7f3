namespace Changeover.Gateway.Queueing;

/// <summary>Who goes first where there are not enough places.</summary>
public enum Priority
{
    /// <summary>Somebody waits for the answer.</summary>
    Interactive,

    /// <summary>Nobody does: it may take longer. While both wait, every fifth place is for this class, so that it always goes on.</summary>
    Batch,
}
