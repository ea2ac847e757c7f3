using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Policy;

/// <summary>A gateway without rules of access: everybody may use everything that the key allows.</summary>
internal sealed class OpenAccessDesk : IAccessDesk, IAccessPolicy
{
    public static OpenAccessDesk Instance { get; } = new();

    public IAccessPolicy Open(GatewaySnapshot snapshot) => this;

    public int PlaceOf(TargetModel target) => 0;

    public void Decide(CallerAttributes caller, DateTimeOffset at, ReadOnlySpan<int> places, Span<AccessDecision> decisions) => decisions.Fill(AccessDecision.Open);

    public DateTimeOffset? NextChange(DateTimeOffset after) => null;
}
