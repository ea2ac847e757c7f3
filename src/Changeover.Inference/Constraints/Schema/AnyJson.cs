using Changeover.Inference.Constraints.Automaton;
using Changeover.Inference.Constraints.Text;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>JSON without a schema, containers nested to a bounded depth so that every text can end.</summary>
internal sealed class AnyJson
{
    private const int Depth = 16;

    public static readonly GrammarRule Text = new GrammarRule().Or(JsonCharacter.Quote, GrammarRule.Star(JsonCharacter.Any), JsonCharacter.Quote);
    public static readonly GrammarRule Boolean = new GrammarRule().Or(JsonLiteral.Text("true")).Or(JsonLiteral.Text("false"));
    public static readonly GrammarRule Null = JsonLiteral.Text("null");

    private readonly GrammarRule[] _objects = new GrammarRule[Depth];
    private readonly GrammarRule[] _arrays = new GrammarRule[Depth];
    private readonly GrammarRule[] _values = new GrammarRule[Depth + 1];

    public AnyJson()
    {
        _values[0] = Scalar();
        for (var depth = 0; depth < Depth; depth++)
        {
            _objects[depth] = ObjectGrammar.Of([], new AdditionalMembers(Text, _values[depth]));
            _arrays[depth] = ArrayGrammar.Of([], _values[depth], 0, null);
            _values[depth + 1] = Scalar().Or(_objects[depth]).Or(_arrays[depth]);
        }
    }

    public GrammarRule Value() => _values[Depth];

    public GrammarRule Object() => _objects[Depth - 1];

    public GrammarRule Array() => _arrays[Depth - 1];

    private static GrammarRule Scalar() => new GrammarRule().Or(Text).Or(NumberGrammar.Any).Or(Boolean).Or(Null);
}
