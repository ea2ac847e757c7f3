using System.Globalization;
using System.Runtime.CompilerServices;
using Changeover.Inference.Templates.Library;
using Changeover.Inference.Templates.Syntax;
using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Parsing;

/// <summary>Reads expressions, loosest binding first, as Jinja binds them.</summary>
internal sealed class ExpressionParser(TokenCursor tokens)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    /// <summary>An expression; <c>a if b else c</c> only where <paramref name="allowCondition"/>.</summary>
    public Expression Parse(bool allowCondition = true)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var value = ParseOr();
        while (allowCondition && tokens.Current.Is(TokenKind.Name, "if"))
        {
            var line = tokens.Next().Line;
            var condition = ParseOr();
            value = new Conditional(line, condition, value, tokens.SkipName("else") ? Parse() : null);
        }

        return value;
    }

    /// <summary>An expression, or several with commas as a tuple.</summary>
    public Expression ParseTuple(bool allowCondition = true)
    {
        var line = tokens.Current.Line;
        var first = Parse(allowCondition);
        if (!tokens.Current.Is(TokenKind.Operator, ","))
        {
            return first;
        }

        var items = new List<Expression> { first };
        while (tokens.SkipOperator(",") && !EndsTuple())
        {
            items.Add(Parse(allowCondition));
        }

        return new ListLiteral(line, items, isTuple: true);
    }

    /// <summary>The arguments between parentheses, the opening one already read.</summary>
    public CallArguments ParseArguments()
    {
        var positional = new List<Expression>();
        var named = new List<KeyValuePair<string, Expression>>();
        while (!tokens.SkipOperator(")"))
        {
            if (positional.Count + named.Count > 0)
            {
                tokens.Expect(TokenKind.Operator, ",");
                if (tokens.SkipOperator(")"))
                {
                    break;
                }
            }

            if (tokens.Current.Kind == TokenKind.Name && tokens.Following.Is(TokenKind.Operator, "="))
            {
                var name = tokens.Next().Value;
                tokens.Next();
                named.Add(new(name, Parse()));
            }
            else if (named.Count > 0)
            {
                throw tokens.Fault("a positional argument after a named one");
            }
            else
            {
                positional.Add(Parse());
            }
        }

        return new CallArguments(positional, named);
    }

    /// <summary>A filter's name and arguments, the bar already read, around <paramref name="value"/>.</summary>
    public Expression ParseFilter(Expression value)
    {
        var line = tokens.Current.Line;
        var name = tokens.Expect(TokenKind.Name).Value;
        var filter = Filters.Find(name) ?? throw new ChatTemplateException(line, $"no filter named '{name}'");
        var arguments = tokens.SkipOperator("(") ? ParseArguments() : CallArguments.None;
        return new FilterCall(line, value, filter, arguments);
    }

    private bool EndsTuple() => tokens.Current.Kind is TokenKind.BlockEnd or TokenKind.OutputEnd
        || tokens.Current is { Kind: TokenKind.Operator, Value: ")" or "]" or "=" } || tokens.Current.Is(TokenKind.Name, "in");

    private Expression ParseOr()
    {
        var left = ParseAnd();
        while (tokens.Current.Is(TokenKind.Name, "or"))
        {
            left = new Logical(tokens.Next().Line, left, ParseAnd(), stopsAt: true);
        }

        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (tokens.Current.Is(TokenKind.Name, "and"))
        {
            left = new Logical(tokens.Next().Line, left, ParseNot(), stopsAt: false);
        }

        return left;
    }

    private Expression ParseNot()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return tokens.Current.Is(TokenKind.Name, "not") ? new Negation(tokens.Next().Line, ParseNot()) : ParseComparison();
    }

    private Expression ParseComparison()
    {
        var line = tokens.Current.Line;
        var first = ParseSum();
        var links = new List<KeyValuePair<string, Expression>>();
        while (true)
        {
            if (tokens.Current.Kind == TokenKind.Operator && Comparisons.Contains(tokens.Current.Value))
            {
                links.Add(new(tokens.Next().Value, ParseSum()));
            }
            else if (tokens.SkipName("in"))
            {
                links.Add(new("in", ParseSum()));
            }
            else if (tokens.Current.Is(TokenKind.Name, "not") && tokens.Following.Is(TokenKind.Name, "in"))
            {
                tokens.Next();
                tokens.Next();
                links.Add(new("not in", ParseSum()));
            }
            else
            {
                return links.Count == 0 ? first : new ComparisonChain(line, first, links);
            }
        }
    }

    private Expression ParseSum() => ParseLeft(ParseConcatenation, "+", "-");

    private Expression ParseConcatenation()
    {
        var line = tokens.Current.Line;
        var parts = new List<Expression> { ParseProduct() };
        while (tokens.SkipOperator("~"))
        {
            parts.Add(ParseProduct());
        }

        return parts.Count == 1 ? parts[0] : new Concatenation(line, parts);
    }

    private Expression ParseProduct() => ParseLeft(ParsePower, "*", "/", "//", "%");

    private Expression ParsePower() => ParseLeft(() => ParseUnary(withFilters: true), "**");

    private Expression ParseLeft(Func<Expression> operand, params ReadOnlySpan<string> symbols)
    {
        var left = operand();
        while (tokens.Current.Kind == TokenKind.Operator && symbols.Contains(tokens.Current.Value))
        {
            var symbol = tokens.Next();
            left = new Arithmetic(symbol.Line, symbol.Value, left, operand());
        }

        return left;
    }

    private Expression ParseUnary(bool withFilters)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var line = tokens.Current.Line;
        Expression value;
        if (tokens.SkipOperator("-"))
        {
            value = new Signed(line, "-", ParseUnary(withFilters: false));
        }
        else if (tokens.SkipOperator("+"))
        {
            value = new Signed(line, "+", ParseUnary(withFilters: false));
        }
        else
        {
            value = ParsePostfix(ParsePrimary());
        }

        return withFilters ? ParseFilters(value) : value;
    }

    private Expression ParseFilters(Expression value)
    {
        while (true)
        {
            if (tokens.SkipOperator("|"))
            {
                value = ParseFilter(value);
            }
            else if (tokens.SkipName("is"))
            {
                value = ParseTest(value);
            }
            else if (tokens.Current.Is(TokenKind.Operator, "("))
            {
                value = new Call(tokens.Next().Line, value, ParseArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private Expression ParseTest(Expression value)
    {
        var line = tokens.Current.Line;
        var negated = tokens.SkipName("not");
        var name = tokens.Expect(TokenKind.Name).Value;
        var test = TestLibrary.Find(name) ?? throw new ChatTemplateException(line, $"no test named '{name}'");
        var arguments = tokens.SkipOperator("(") ? ParseArguments()
            : TakesOperand() ? new CallArguments([ParsePostfix(ParsePrimary())], [])
            : CallArguments.None;
        Expression result = new TestCall(line, value, test, arguments);
        return negated ? new Negation(line, result) : result;
    }

    /// <summary>Jinja lets a test's one argument stand without parentheses: <c>x is equalto 3</c>.</summary>
    private bool TakesOperand() => tokens.Current switch
    {
        { Kind: TokenKind.Name, Value: "else" or "or" or "and" or "is" or "if" or "in" or "not" } => false,
        { Kind: TokenKind.Name or TokenKind.TextLiteral or TokenKind.Whole or TokenKind.Real } => true,
        { Kind: TokenKind.Operator, Value: "[" or "{" } => true,
        _ => false,
    };

    private Expression ParsePostfix(Expression value)
    {
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.SkipOperator("."))
            {
                var name = tokens.Next();
                value = name.Kind switch
                {
                    TokenKind.Name => new Member(line, value, name.Value),
                    TokenKind.Whole => new Item(line, value, new Constant(line, ParseWhole(name))),
                    _ => throw new ChatTemplateException(line, $"expected a name after '.', found {TokenCursor.Describe(name)}"),
                };
            }
            else if (tokens.SkipOperator("["))
            {
                value = ParseSubscript(line, value);
            }
            else if (tokens.SkipOperator("("))
            {
                value = new Call(line, value, ParseArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private Expression ParseSubscript(int line, Expression target)
    {
        var start = tokens.Current.Is(TokenKind.Operator, ":") ? null : Parse();
        if (start is not null && tokens.SkipOperator("]"))
        {
            return new Item(line, target, start);
        }

        tokens.Expect(TokenKind.Operator, ":");
        var stop = SliceBound();
        var step = tokens.SkipOperator(":") ? SliceBound() : null;
        tokens.Expect(TokenKind.Operator, "]");
        return new Slice(line, target, start, stop, step);
    }

    private Expression? SliceBound() => tokens.Current is { Kind: TokenKind.Operator, Value: ":" or "]" } ? null : Parse();

    private Expression ParsePrimary()
    {
        var token = tokens.Next();
        switch (token.Kind)
        {
            case TokenKind.Name:
                return token.Value switch
                {
                    "true" or "True" => new Constant(token.Line, true),
                    "false" or "False" => new Constant(token.Line, false),
                    "none" or "None" => new Constant(token.Line, null),
                    _ => new Variable(token.Line, token.Value),
                };
            case TokenKind.TextLiteral:
                var text = token.Value;
                while (tokens.Current.Kind == TokenKind.TextLiteral)
                {
                    text += tokens.Next().Value;
                }

                return new Constant(token.Line, text);
            case TokenKind.Whole:
                return new Constant(token.Line, ParseWhole(token));
            case TokenKind.Real:
                return new Constant(token.Line, double.Parse(token.Value, CultureInfo.InvariantCulture));
            case TokenKind.Operator when token.Value == "(":
                return ParseParentheses(token.Line);
            case TokenKind.Operator when token.Value == "[":
                return new ListLiteral(token.Line, ParseItems("]", () => Parse()), isTuple: false);
            case TokenKind.Operator when token.Value == "{":
                return new DictionaryLiteral(token.Line, ParseItems("}", ParseEntry));
            default:
                throw new ChatTemplateException(token.Line, $"expected an expression, found {TokenCursor.Describe(token)}");
        }
    }

    private Expression ParseParentheses(int line)
    {
        if (tokens.SkipOperator(")"))
        {
            return new ListLiteral(line, [], isTuple: true);
        }

        var inner = ParseTuple();
        tokens.Expect(TokenKind.Operator, ")");
        return inner;
    }

    private KeyValuePair<Expression, Expression> ParseEntry()
    {
        var key = Parse();
        tokens.Expect(TokenKind.Operator, ":");
        return new(key, Parse());
    }

    private List<T> ParseItems<T>(string closer, Func<T> item)
    {
        var items = new List<T>();
        while (!tokens.SkipOperator(closer))
        {
            if (items.Count > 0)
            {
                tokens.Expect(TokenKind.Operator, ",");
                if (tokens.SkipOperator(closer))
                {
                    break;
                }
            }

            items.Add(item());
        }

        return items;
    }

    private static long ParseWhole(Token token) => long.TryParse(token.Value, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ChatTemplateException(token.Line, "number too large");
}
