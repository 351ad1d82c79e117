using System.Globalization;
using System.Text;

namespace Tracking.Core.Search.Binding;

/// <summary>One text for equal filters, however they were written: <c>(Metric:3:acc Greater 0.5 And ...)</c>.</summary>
public static class PredicateText
{
    public static string Of(Predicate? predicate)
    {
        var text = new StringBuilder();
        if (predicate is not null)
        {
            Append(text, predicate);
        }

        return text.ToString();
    }

    /// <summary>The field with the length of its key before it, so that no key can look like other syntax.</summary>
    public static string Of(Field field) =>
        string.Create(CultureInfo.InvariantCulture, $"{field.Kind}:{field.Key.Length}:{field.Key}");

    private static void Append(StringBuilder text, Predicate predicate)
    {
        switch (predicate)
        {
            case AndPredicate both:
                AppendAll(text, both.Terms, " And ");
                break;
            case OrPredicate either:
                AppendAll(text, either.Terms, " Or ");
                break;
            case ComparisonPredicate comparison:
                text.Append(Of(comparison.Field)).Append(' ').Append(comparison.Operator).Append(' ');
                AppendOperand(text, comparison.Value);
                break;
            case InListPredicate list:
                text.Append(Of(list.Field)).Append(list.Negated ? " NotIn" : " In");
                foreach (var value in list.Values)
                {
                    AppendText(text.Append(' '), value);
                }

                break;
            case IsNullPredicate isNull:
                text.Append(Of(isNull.Field)).Append(isNull.Negated ? " IsNotNull" : " IsNull");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(predicate), predicate, "An unknown predicate.");
        }
    }

    private static void AppendAll(StringBuilder text, IReadOnlyList<Predicate> terms, string separator)
    {
        text.Append('(');
        for (var i = 0; i < terms.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : separator);
            Append(text, terms[i]);
        }

        text.Append(')');
    }

    private static void AppendOperand(StringBuilder text, Operand operand)
    {
        if (operand is NumberOperand number)
        {
            text.Append(number.Value.ToString("R", CultureInfo.InvariantCulture));
        }
        else
        {
            AppendText(text, ((TextOperand)operand).Value);
        }
    }

    private static void AppendText(StringBuilder text, string value) =>
        text.Append(value.Length).Append(':').Append(value);
}
