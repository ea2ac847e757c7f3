using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Faults;

/// <summary>One kind of fault. It edits the answer before it is written, or the script before it is played.</summary>
public sealed class Fault
{
    internal Fault(FaultFamily family, string kind, string what, params FaultParameter[] parameters) =>
        (Family, Kind, What, Parameters) = (family, kind, what, parameters);

    /// <summary>Its name.</summary>
    public string Kind { get; }

    /// <summary>Where it strikes.</summary>
    public FaultFamily Family { get; }

    /// <summary>What the client sees.</summary>
    public string What { get; }

    /// <summary>What can be set.</summary>
    public IReadOnlyList<FaultParameter> Parameters { get; }

    internal Func<FaultScene, Script> Play { get; init; } = scene => scene.Healthy;

    internal Func<FaultScene, Answer, Answer> Edit { get; init; } = (_, answer) => answer;
}
