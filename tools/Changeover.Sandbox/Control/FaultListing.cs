using Changeover.Sandbox.Faults;

namespace Changeover.Sandbox.Control;

/// <summary>What <c>GET /faults</c> answers.</summary>
internal sealed record FaultListing(IReadOnlyList<ActiveFault> Active, IReadOnlyList<Fault> Known)
{
    public static FaultListing Of(SandboxState state) => new(state.Faults.Active, FaultCatalogue.All);
}
