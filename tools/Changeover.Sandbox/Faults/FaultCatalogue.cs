namespace Changeover.Sandbox.Faults;

/// <summary>Every fault there is.</summary>
public static class FaultCatalogue
{
    /// <summary>The faults, family by family.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. ConnectionFaults.All,
        .. StatusFaults.All,
        .. BlockFaults.All,
        .. MaskedFaults.All,
        .. BrokenFaults.All,
        .. AwkwardFaults.All,
    ];

    /// <summary>The fault of this kind; null when there is none.</summary>
    public static Fault? Find(string kind) => All.FirstOrDefault(fault => fault.Kind == kind);
}
