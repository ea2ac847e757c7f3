namespace Changeover.Gateway.Snapshot;

/// <summary>How an embedded model runs; see <see cref="Inference.EmbeddedModelOptions"/> for what each bound means.</summary>
public sealed record EmbeddedConfig
{
    /// <summary>Folder of the model. Default null: the target's model name is looked up among pulled models, and <c>demo</c> is the shipped one.</summary>
    public string? Folder { get; init; }

    /// <summary>Requests decoded together. Default 8.</summary>
    public int Slots { get; init; } = 8;

    /// <summary>Requests that may wait for a slot. Default 64.</summary>
    public int QueueLength { get; init; } = 64;

    /// <summary>Longest wait for a slot. Default 10 s.</summary>
    public TimeSpan QueueDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Compute threads. Default null: cores − 1.</summary>
    public int? Threads { get; init; }
}
