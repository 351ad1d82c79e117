using Tracking.Core.Errors;

namespace Tracking.Core.Search.Syntax;

/// <summary>Reads the right-hand sides of comparisons; what is no value makes the whole clause invalid.</summary>
internal sealed class FilterValueParser(TokenReader reader, Func<int, TrackingException> invalidClause)
{
    public FilterValue ReadValue(int clauseStart) => TryRead() ?? throw invalidClause(clauseStart);

    public FilterList ReadList(int clauseStart)
    {
        if (!reader.Skip(TokenKind.Open))
        {
            throw invalidClause(clauseStart);
        }

        var items = new List<FilterValue>();
        if (reader.Skip(TokenKind.Close))
        {
            throw ParameterErrors.Invalid(
                "While parsing a list in the query, expected a non-empty list of string values, but got empty list");
        }

        do
        {
            // Python's tuples, which MLflow's lists are, may end in a comma.
            if (items.Count > 0 && reader.Current.Kind == TokenKind.Close)
            {
                break;
            }

            items.Add(TryRead() ?? throw invalidClause(clauseStart));
            if (items.Count > SearchLimits.MaxListItems)
            {
                throw ParameterErrors.Invalid(
                    $"Invalid filter: a list has more than {SearchLimits.MaxListItems} values.");
            }
        }
        while (reader.Skip(TokenKind.Comma));

        return reader.Skip(TokenKind.Close) ? new FilterList(items) : throw invalidClause(clauseStart);
    }

    private FilterValue? TryRead()
    {
        var token = reader.Current;
        switch (token.Kind)
        {
            case TokenKind.SingleQuoted or TokenKind.DoubleQuoted:
                reader.Read();
                return new TextValue(token.Value);
            case TokenKind.Number:
                reader.Read();
                return new NumberValue(token.Value);
            case TokenKind.Backticked:
            case TokenKind.Word when !FilterParser.IsReserved(token.Value):
                return ReadUnquoted(token);
            default:
                return null;
        }
    }

    /// <summary>Keeps the text as it was written, for the message of the type check.</summary>
    private WordValue ReadUnquoted(Token first)
    {
        reader.ReadName();
        return new WordValue(reader.Text[first.Start..reader.Previous.End]);
    }
}
