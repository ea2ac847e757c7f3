using System.Runtime.CompilerServices;
using Changeover.Inference.Templates.Syntax;

namespace Changeover.Inference.Templates.Parsing;

/// <summary>Reads text, outputs and statements.</summary>
internal sealed class StatementParser(TokenCursor tokens)
{
    private readonly ExpressionParser _expressions = new(tokens);
    private int _loops;

    public Block ParseTemplate()
    {
        var body = ParseUntil(1, []);
        return tokens.Current.Kind == TokenKind.End ? body : throw tokens.Fault($"unexpected {TokenCursor.Describe(tokens.Current)}");
    }

    /// <summary>Statements up to a block tag with one of these names; stands on that name then.</summary>
    private Block ParseUntil(int opened, ReadOnlySpan<string> closers)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var statements = new List<Statement>();
        while (tokens.Current.Kind != TokenKind.End)
        {
            var token = tokens.Next();
            switch (token.Kind)
            {
                case TokenKind.Text:
                    statements.Add(new TextStatement(token.Line, token.Value));
                    break;
                case TokenKind.OutputBegin:
                    statements.Add(new OutputStatement(token.Line, _expressions.ParseTuple()));
                    tokens.Expect(TokenKind.OutputEnd);
                    break;
                case TokenKind.BlockBegin when tokens.Current.Kind == TokenKind.Name && closers.Contains(tokens.Current.Value):
                    return new Block(opened, statements);
                default:
                    statements.Add(ParseStatement());
                    tokens.Expect(TokenKind.BlockEnd);
                    break;
            }
        }

        return closers.IsEmpty ? new Block(opened, statements) : throw new ChatTemplateException(opened, $"'{closers[^1]}' is missing");
    }

    private Block ParseBody(int opened, string closer)
    {
        tokens.Expect(TokenKind.BlockEnd);
        var body = ParseUntil(opened, [closer]);
        tokens.Next();
        return body;
    }

    private Statement ParseStatement()
    {
        var word = tokens.Expect(TokenKind.Name);
        switch (word.Value)
        {
            case "if":
                return ParseIf(word.Line);
            case "for":
                return ParseFor(word.Line);
            case "set":
                return ParseSet(word.Line);
            case "macro":
                return ParseMacro(word.Line);
            case "filter":
                var filtered = ParseFilterChain(new CapturedText(word.Line));
                return new FilterStatement(word.Line, filtered, ParseBody(word.Line, "endfilter"));
            case "generation":
                return ParseBody(word.Line, "endgeneration");
            case "break" or "continue" when _loops > 0:
                return new JumpStatement(word.Line, word.Value == "break" ? Flow.Break : Flow.Continue);
            default:
                throw new ChatTemplateException(word.Line, $"unknown or misplaced statement '{word.Value}'");
        }
    }

    private IfStatement ParseIf(int line)
    {
        var branches = new List<KeyValuePair<Expression, Block>>();
        while (true)
        {
            var condition = _expressions.ParseTuple(allowCondition: false);
            tokens.Expect(TokenKind.BlockEnd);
            branches.Add(new(condition, ParseUntil(line, ["elif", "else", "endif"])));
            switch (tokens.Next().Value)
            {
                case "else":
                    return new IfStatement(line, branches, ParseBody(line, "endif"));
                case "endif":
                    return new IfStatement(line, branches, null);
            }
        }
    }

    private ForStatement ParseFor(int line)
    {
        var target = ParseTarget();
        tokens.Expect(TokenKind.Name, "in");
        var source = _expressions.ParseTuple(allowCondition: false);
        var condition = tokens.SkipName("if") ? _expressions.Parse() : null;
        if (tokens.Current.Is(TokenKind.Name, "recursive"))
        {
            throw tokens.Fault("recursive loops are not supported");
        }

        tokens.Expect(TokenKind.BlockEnd);
        _loops++;
        var body = ParseUntil(line, ["else", "endfor"]);
        _loops--;
        return new ForStatement(line, target, source, condition, body, tokens.Next().Value == "else" ? ParseBody(line, "endfor") : null);
    }

    private Statement ParseSet(int line)
    {
        var target = ParseTarget();
        if (tokens.SkipOperator("="))
        {
            return new SetStatement(line, target, _expressions.ParseTuple());
        }

        var input = new CapturedText(line);
        var value = tokens.SkipOperator("|") ? ParseFilterChain(input) : input;
        return new SetBlockStatement(line, target, value, ParseBody(line, "endset"));
    }

    /// <summary>Filters joined by bars, the first bar already read or not there.</summary>
    private Expression ParseFilterChain(Expression input)
    {
        var value = _expressions.ParseFilter(input);
        while (tokens.SkipOperator("|"))
        {
            value = _expressions.ParseFilter(value);
        }

        return value;
    }

    private MacroStatement ParseMacro(int line)
    {
        var name = tokens.Expect(TokenKind.Name).Value;
        tokens.Expect(TokenKind.Operator, "(");
        var parameters = new List<KeyValuePair<string, Expression?>>();
        while (!tokens.SkipOperator(")"))
        {
            if (parameters.Count > 0)
            {
                tokens.Expect(TokenKind.Operator, ",");
            }

            var parameter = tokens.Expect(TokenKind.Name).Value;
            parameters.Add(new(parameter, tokens.SkipOperator("=") ? _expressions.Parse() : null));
        }

        var loops = _loops;
        _loops = 0;
        var body = ParseBody(line, "endmacro");
        _loops = loops;
        return new MacroStatement(line, name, parameters, body);
    }

    private Target ParseTarget()
    {
        var parts = new List<TargetPart>();
        var parenthesis = tokens.SkipOperator("(");
        do
        {
            var name = tokens.Expect(TokenKind.Name).Value;
            parts.Add(new TargetPart(name, tokens.SkipOperator(".") ? tokens.Expect(TokenKind.Name).Value : null));
        }
        while (tokens.SkipOperator(","));
        if (parenthesis)
        {
            tokens.Expect(TokenKind.Operator, ")");
        }

        return new Target(parts);
    }
}
