namespace Changeover.Gateway.Snapshot;

/// <summary>Holder of the snapshot in force.</summary>
public interface ISnapshotSource
{
    /// <summary>The snapshot in force; read once per request.</summary>
    GatewaySnapshot Current { get; }

    /// <summary>Raised after a swap, with the new snapshot as argument.</summary>
    event EventHandler<GatewaySnapshot>? Swapped;
}
