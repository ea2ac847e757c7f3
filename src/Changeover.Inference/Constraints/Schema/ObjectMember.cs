using Changeover.Inference.Constraints.Automaton;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>A named member of an object.</summary>
internal sealed record ObjectMember(string Name, GrammarRule Value, bool IsRequired);
