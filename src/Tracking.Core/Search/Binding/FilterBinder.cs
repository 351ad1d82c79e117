using System.Globalization;
using Tracking.Core.Errors;
using Tracking.Core.Search.Syntax;

namespace Tracking.Core.Search.Binding;

/// <summary>Resolves the names of a filter, checks its types and pushes every NOT down to the comparisons.</summary>
internal sealed class FilterBinder(SearchSchema schema)
{
    private SearchWording Wording => schema.Wording;

    public Predicate Bind(FilterNode node) => Bind(node, negate: false);

    private Predicate Bind(FilterNode node, bool negate) => node switch
    {
        NotNode opposite => Bind(opposite.Operand, !negate),
        AndNode both => Join(Bind(both.Left, negate), Bind(both.Right, negate), disjunction: negate),
        OrNode either => Join(Bind(either.Left, negate), Bind(either.Right, negate), disjunction: !negate),
        ComparisonNode comparison => BindComparison(comparison, negate),
        InNode list => BindList(list, negate),
        BetweenNode between => BindBetween(between, negate),
        IsNullNode isNull =>
            new IsNullPredicate(FieldResolver.ForFilter(schema, isNull.Field).Field, isNull.Negated != negate),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "Not a node of a filter."),
    };

    /// <summary>Flattens, so that a long chain is one node rather than a deep one.</summary>
    internal static Predicate Join(Predicate left, Predicate right, bool disjunction)
    {
        IEnumerable<Predicate> Terms(Predicate p) => p switch
        {
            OrPredicate either when disjunction => either.Terms,
            AndPredicate both when !disjunction => both.Terms,
            _ => [p],
        };

        Predicate[] terms = [.. Terms(left), .. Terms(right)];
        return disjunction ? new OrPredicate(terms) : new AndPredicate(terms);
    }

    private ComparisonPredicate BindComparison(ComparisonNode node, bool negate)
    {
        var (field, type) = FieldResolver.ForFilter(schema, node.Field);
        var known = FindComparator(node.Comparator, type);

        // logged-models/search checks the comparator first, the others the value.
        if (schema.NumbersAreText && known is null)
        {
            throw ParameterErrors.Invalid(Wording.InvalidComparator(field, type, node.Comparator));
        }

        var operand = IsUnequalText(type, node)
            ? new NumberOperand(double.NegativeInfinity)
            : BindOperand(field, type, node.Value);
        var comparator = known ?? throw ParameterErrors.Invalid(
            Wording.InvalidComparator(field, type, node.Comparator));
        CheckPattern(comparator, operand);
        return new ComparisonPredicate(field, negate ? Comparators.Opposite(comparator) : comparator, operand);
    }

    private ComparisonOperator? FindComparator(string comparator, FieldType type) =>
        Comparators.Find(comparator, type) is { } found
        && (found < ComparisonOperator.RLike || schema.HasRegularExpressions)
            ? found
            : null;

    private static void CheckPattern(ComparisonOperator comparator, Operand operand)
    {
        if (comparator < ComparisonOperator.Like || operand is not TextOperand { Value: var pattern })
        {
            return;
        }

        if (pattern.Length > SearchLimits.MaxPatternLength)
        {
            throw ParameterErrors.Invalid(
                $"Invalid filter: a pattern has more than {SearchLimits.MaxPatternLength} characters.");
        }

        if (comparator >= ComparisonOperator.RLike)
        {
            RegularExpressions.Check(pattern);
        }
    }

    /// <summary>
    /// A text that is no number is unequal to all of them; no field holds the infinity that stands for it.
    /// </summary>
    private bool IsUnequalText(FieldType type, ComparisonNode node) =>
        schema.TextsAreNumbers && type == FieldType.Number && node.Comparator is ("=" or "!=")
        && node.Value is TextValue text && NumberOf(text.Text) is null;

    private static double? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number) ? number : null;

    private Predicate BindBetween(BetweenNode node, bool negate)
    {
        var (field, type) = FieldResolver.ForFilter(schema, node.Field);
        if (type == FieldType.Text)
        {
            throw ParameterErrors.Invalid(Wording.InvalidComparator(field, type, "BETWEEN"));
        }

        var outside = node.Negated != negate;
        var low = new ComparisonPredicate(
            field,
            outside ? ComparisonOperator.Less : ComparisonOperator.GreaterOrEqual,
            BindOperand(field, type, node.Low));
        var high = new ComparisonPredicate(
            field,
            outside ? ComparisonOperator.Greater : ComparisonOperator.LessOrEqual,
            BindOperand(field, type, node.High));
        return Join(low, high, disjunction: outside);
    }

    private InListPredicate BindList(InNode node, bool negate)
    {
        var (field, type) = FieldResolver.ForFilter(schema, node.Field);
        if (type == FieldType.Number)
        {
            throw ParameterErrors.Invalid(Wording.ExpectedNumber(field, FilterPrinter.Print(node.List)));
        }

        var values = node.List.Items.Select(item => item switch
        {
            TextValue text => text.Text,
            NumberValue number when schema.NumbersAreText => number.Text,
            _ => throw ParameterErrors.Invalid(
                "While parsing a list in the query, expected string value, punctuation, or " +
                $"whitespace, but got different type in list: {FilterPrinter.Print(node.List)}"),
        });
        string[] distinct = [.. values.Distinct()];
        CheckKnown(field, distinct);
        return new InListPredicate(field, distinct, node.Negated != negate);
    }

    /// <summary>MLflow knows no such lists, so that a misspelt value can be refused rather than find nothing.</summary>
    private void CheckKnown(Field field, string[] values)
    {
        if (field.Kind == FieldKind.Attribute
            && schema.KnownValues.TryGetValue(field.Key, out var known)
            && Array.Find(values, value => !known.Contains(value)) is { } unknown)
        {
            throw ParameterErrors.Invalid(
                $"Invalid value '{unknown}' in a list for '{field.Key}'. " +
                $"Valid values are {string.Join(", ", known.Select(value => $"'{value}'"))}.");
        }
    }

    private Operand BindOperand(Field field, FieldType type, FilterValue value)
    {
        if (type == FieldType.Number)
        {
            return value switch
            {
                NumberValue written =>
                    new NumberOperand(double.Parse(written.Text, NumberStyles.Float, CultureInfo.InvariantCulture)),
                TextValue text when schema.TextsAreNumbers && NumberOf(text.Text) is { } known =>
                    new NumberOperand(known),
                _ => throw ParameterErrors.Invalid(Wording.ExpectedNumber(field, FilterPrinter.Print(value))),
            };
        }

        return value switch
        {
            TextValue text => new TextOperand(text.Text),
            NumberValue number when schema.NumbersAreText => new TextOperand(number.Text),
            NumberValue number => throw ParameterErrors.Invalid(Wording.ExpectedText(field, number.Text)),
            _ => throw ParameterErrors.Invalid(Wording.Unquoted(FilterPrinter.Print(value))),
        };
    }
}
