namespace Changeover.Bench.Inference;

/// <summary>A load on the model.</summary>
/// <param name="Name">As in the results.</param>
/// <param name="Clients">Requests at a time.</param>
/// <param name="OneCoreBusy">Somebody else wants a core meanwhile.</param>
internal sealed record InferenceSubject(string Name, int Clients, bool OneCoreBusy)
{
    public static readonly InferenceSubject Alone = new("alone", 1, OneCoreBusy: false);
    public static readonly InferenceSubject Four = new("batch 4", 4, OneCoreBusy: false);
    public static readonly InferenceSubject AloneBusy = new("alone, one core busy", 1, OneCoreBusy: true);
    public static readonly InferenceSubject FourBusy = new("batch 4, one core busy", 4, OneCoreBusy: true);

    /// <summary>In the order of their turns.</summary>
    public static readonly IReadOnlyList<InferenceSubject> All = [Alone, AloneBusy, Four, FourBusy];
}
