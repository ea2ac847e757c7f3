namespace Changeover.Gateway.Snapshot;

/// <summary>How the last load of the configuration went, for readiness and metrics.</summary>
/// <param name="At">When.</param>
/// <param name="ConfigHash">Hash of the snapshot in force after it.</param>
/// <param name="Faults">Why it was refused; empty = it took effect.</param>
/// <param name="Warnings">What deserves a look, options that wait for a restart among them.</param>
public sealed record ReloadStatus(DateTimeOffset At, string ConfigHash, IReadOnlyList<ConfigFault> Faults, IReadOnlyList<ConfigFault> Warnings)
{
    /// <summary>Whether it took effect.</summary>
    public bool Succeeded => Faults.Count == 0;
}
