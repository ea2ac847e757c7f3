using System.Text;
using Changeover.Inference.Constraints.Automaton;
using Changeover.Inference.Constraints.Text;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>Objects: named members in their order, optional ones left out or not, then others where they are allowed.</summary>
internal static class ObjectGrammar
{
    public static GrammarRule Of(IReadOnlyList<ObjectMember> members, AdditionalMembers? others)
    {
        // What may follow when no member was written yet, and when one was: they differ by a comma.
        var (first, later) = End(others);
        foreach (var member in members.Reverse())
        {
            var key = JsonLiteral.Text(JsonLiteral.Quote(member.Name));
            var asFirst = new GrammarRule().Or(key, JsonPunctuation.Colon, member.Value, later);
            var asLater = new GrammarRule().Or(JsonPunctuation.Comma, key, JsonPunctuation.Colon, member.Value, later);
            (first, later) = member.IsRequired ? (asFirst, asLater) : (asFirst.Or(first), asLater.Or(later));
        }

        return new GrammarRule().Or(JsonPunctuation.OpenObject, first);
    }

    /// <summary>Keys without escapes that are none of some names.</summary>
    public static GrammarRule KeyOtherThan(IReadOnlyCollection<string> names) =>
        new GrammarRule().Or(JsonCharacter.Quote, RestOtherThan([.. names.Select(name => name.EnumerateRunes().ToArray())], 0));

    private static (GrammarRule First, GrammarRule Later) End(AdditionalMembers? others)
    {
        var later = new GrammarRule().Or(JsonPunctuation.CloseObject);
        var first = new GrammarRule().Or(JsonPunctuation.CloseObject);
        if (others is not null)
        {
            later.Or(JsonPunctuation.Comma, others.Key, JsonPunctuation.Colon, others.Value, later);
            first.Or(others.Key, JsonPunctuation.Colon, others.Value, later);
        }

        return (first, later);
    }

    /// <summary>The rest of a key and its quote, where these names share the key so far.</summary>
    private static GrammarRule RestOtherThan(IReadOnlyList<Rune[]> names, int length)
    {
        var rule = new GrammarRule();
        if (names.All(name => name.Length != length))
        {
            rule.Or(JsonCharacter.Quote);
        }

        var next = CharacterSet.Of();
        foreach (var group in names.Where(name => name.Length > length).GroupBy(name => name[length]))
        {
            var character = CharacterSet.Single(group.Key.Value);
            next = next.Union(character);
            if (!character.Intersect(JsonCharacter.WithoutEscape).IsEmpty)
            {
                rule.Or(JsonCharacter.Of(character), RestOtherThan([.. group], length + 1));
            }
        }

        return rule.Or(JsonCharacter.Of(JsonCharacter.WithoutEscape.Except(next)), GrammarRule.Star(JsonCharacter.Plain), JsonCharacter.Quote);
    }
}
