using Changeover.Sandbox;

namespace Changeover.Conformance;

/// <summary>An upstream that fails in the middle of an answer.</summary>
internal static class Breaking
{
    /// <summary>So slowly that the client has seen content before the fault comes.</summary>
    public static void Break(this SandboxHost upstream, string kind)
    {
        upstream.State.Behaviour = upstream.State.Behaviour with { TokensPerSecond = 20 };
        upstream.State.Faults.Set(kind);
    }
}
