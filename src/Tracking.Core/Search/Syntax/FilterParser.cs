using System.Globalization;
using Tracking.Core.Errors;

namespace Tracking.Core.Search.Syntax;

/// <summary>
/// Recursive descent over
/// <c>or := and (OR and)*; and := not (AND not)*; not := NOT not | '(' or ')' | comparison</c>.
/// A clause that cannot be read is worded by the entity's <see cref="ISyntaxWording"/>.
/// </summary>
internal sealed class FilterParser
{
    private readonly TokenReader _reader;
    private readonly ISyntaxWording _wording;
    private readonly FilterValueParser _values;
    private int _depth;
    private int _terms;

    private FilterParser(string text, ISyntaxWording wording)
    {
        _reader = new TokenReader(text);
        _wording = wording;
        _values = new FilterValueParser(_reader, InvalidClause);
    }

    /// <summary>Null for no filter at all.</summary>
    public static FilterNode? Parse(string? text, ISyntaxWording wording)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text.Length > SearchLimits.MaxFilterLength)
        {
            throw ParameterErrors.Invalid($"Invalid filter: it is {text.Length} characters long, at most " +
                $"{SearchLimits.MaxFilterLength} are allowed.");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw ParameterErrors.Invalid($"Invalid filter '{text}'. Could not be parsed.");
        }

        return new FilterParser(text, wording).ParseAll();
    }

    public static bool IsReserved(string word) =>
        word.Equals("AND", StringComparison.OrdinalIgnoreCase)
        || word.Equals("OR", StringComparison.OrdinalIgnoreCase)
        || word.Equals("NOT", StringComparison.OrdinalIgnoreCase);

    private FilterNode ParseAll()
    {
        if (_reader.HasStatementAfterSemicolon())
        {
            throw ParameterErrors.Invalid($"Search filter contained multiple expression '{_reader.Text}'. " +
                "Provide AND-ed expression list.");
        }

        var node = ParseOr();
        return _reader.AtEnd ? node : throw Unexpected("AND, OR or the end of the filter");
    }

    private FilterNode ParseOr()
    {
        var left = ParseAnd();
        while (_reader.Current.IsWord("OR"))
        {
            _reader.Read();
            left = new OrNode(left, ParseAnd()) { Position = left.Position };
        }

        return left;
    }

    private FilterNode ParseAnd()
    {
        var left = ParseNot();
        while (_reader.SkipWord("AND"))
        {
            // MLflow accepts a filter that ends in AND.
            if (_reader.AtEnd)
            {
                break;
            }

            left = new AndNode(left, ParseNot()) { Position = left.Position };
        }

        return left;
    }

    private FilterNode ParseNot()
    {
        var token = _reader.Current;
        if (!token.IsWord("NOT") && token.Kind != TokenKind.Open)
        {
            return ParseComparison();
        }

        if (++_depth > SearchLimits.MaxDepth)
        {
            throw ParameterErrors.Invalid(
                $"Invalid filter: parentheses and NOTs are nested more than {SearchLimits.MaxDepth} deep " +
                $"at position {Place(token)}.");
        }

        _reader.Read();
        FilterNode node;
        if (token.Kind == TokenKind.Open)
        {
            node = ParseOr();
            if (!_reader.Skip(TokenKind.Close))
            {
                throw Unexpected("')'");
            }
        }
        else
        {
            node = new NotNode(ParseNot()) { Position = token.Start };
        }

        _depth--;
        return node;
    }

    private FilterNode ParseComparison()
    {
        if (++_terms > SearchLimits.MaxTerms)
        {
            throw ParameterErrors.Invalid($"Invalid filter: it has more than {SearchLimits.MaxTerms} comparisons.");
        }

        var start = _reader.Index;
        var token = _reader.Current;
        if (token.Kind is TokenKind.SingleQuoted or TokenKind.Number && _reader.Next.Kind == TokenKind.Operator)
        {
            throw ParameterErrors.Invalid("Invalid comparison clause. Expected 'Identifier' found " +
                $"'{_reader.Text[token.Start..token.End]}'");
        }

        if (!_reader.AtName || (token.Kind == TokenKind.Word && IsReserved(token.Value)))
        {
            throw token.Kind is TokenKind.End or TokenKind.Close || token.Kind == TokenKind.Word
                ? Unexpected("a comparison") : InvalidClause(start);
        }

        var node = ParseTail(_reader.ReadName(), start);
        var ends = _reader.AtEnd || _reader.Current.Kind == TokenKind.Close || _reader.Current.IsWord("AND")
            || _reader.Current.IsWord("OR");
        return ends ? node with { Position = token.Start } : throw InvalidClause(start);
    }

    private FilterNode ParseTail(FieldName field, int start)
    {
        var token = _reader.Read();
        var negated = token.IsWord("NOT");
        if (negated)
        {
            token = _reader.Read();
        }

        if (token.Kind == TokenKind.Operator && !negated)
        {
            return new ComparisonNode(field, token.Value, _values.ReadValue(start));
        }

        var word = token.Kind == TokenKind.Word ? token.Value.ToUpperInvariant() : string.Empty;
        return word switch
        {
            "LIKE" or "ILIKE" or "RLIKE" =>
                new ComparisonNode(field, negated ? "NOT " + word : word, _values.ReadValue(start)),
            "IN" => new InNode(field, negated, _values.ReadList(start)),
            "BETWEEN" => ParseBetween(field, negated, start),
            "IS" when !negated => ParseIs(field, start),
            _ => throw InvalidClause(start),
        };
    }

    private BetweenNode ParseBetween(FieldName field, bool negated, int start)
    {
        var low = _values.ReadValue(start);
        return _reader.SkipWord("AND")
            ? new BetweenNode(field, negated, low, _values.ReadValue(start))
            : throw Unexpected("AND and the upper bound of BETWEEN");
    }

    private IsNullNode ParseIs(FieldName field, int start)
    {
        var negated = _reader.SkipWord("NOT");
        return _reader.SkipWord("NULL") ? new IsNullNode(field, negated) : throw InvalidClause(start);
    }

    private TrackingException InvalidClause(int start) =>
        ParameterErrors.Invalid(_wording.InvalidClause(_reader.Text, _reader.ClauseFrom(start)));

    private TrackingException Unexpected(string expected)
    {
        var token = _reader.Current;
        var found = token.Kind == TokenKind.End ? "the end of the filter" : $"'{_reader.Text[token.Start..token.End]}'";
        return ParameterErrors.Invalid(
            $"Invalid filter at position {Place(token)}: expected {expected}, found {found}.");
    }

    /// <summary>People count from 1.</summary>
    private static string Place(Token token) => (token.Start + 1).ToString(CultureInfo.InvariantCulture);
}
