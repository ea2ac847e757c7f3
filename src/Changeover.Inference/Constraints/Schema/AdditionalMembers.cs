using Changeover.Inference.Constraints.Automaton;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>Members of an object beyond the named ones.</summary>
/// <param name="Key">Their keys, with quotes.</param>
/// <param name="Value">Their values.</param>
internal sealed record AdditionalMembers(GrammarRule Key, GrammarRule Value);
