using Tracking.Core.Errors;
using Tracking.Core.Search.Binding;
using Tracking.Core.Search.Syntax;

namespace Tracking.Core.Search.Ordering;

/// <summary>Reads order_by items: <c>name [ASC|DESC]</c>.</summary>
internal static class OrderParser
{
    public static IReadOnlyList<OrderTerm> Parse(IReadOnlyList<string>? items, SearchSchema schema)
    {
        if (items is null || items.Count == 0)
        {
            return [];
        }

        if (items.Count > SearchLimits.MaxOrderTerms)
        {
            throw ParameterErrors.Invalid(
                $"Invalid order_by: it has {items.Count} items, at most {SearchLimits.MaxOrderTerms} " +
                "are allowed.");
        }

        var terms = new List<OrderTerm>(items.Count);
        var seen = new HashSet<Field>();
        foreach (var item in items)
        {
            var term = ParseItem(item, schema);
            if (!seen.Add(term.Field))
            {
                var list = string.Join(", ", items.Select(i => $"'{i}'"));
                throw ParameterErrors.Invalid($"`order_by` contains duplicate fields: [{list}]");
            }

            terms.Add(term);
        }

        return terms;
    }

    private static FieldOrder ParseItem(string item, SearchSchema schema)
    {
        if (item.Length > SearchLimits.MaxOrderTermLength)
        {
            throw ParameterErrors.Invalid($"Invalid order_by clause of {item.Length} characters: at most " +
                $"{SearchLimits.MaxOrderTermLength} are allowed.");
        }

        var reader = new TokenReader(item);
        if (!reader.AtName)
        {
            throw ParameterErrors.Invalid($"Invalid order_by clause '{item}'. Could not be parsed.");
        }

        var name = reader.ReadName();
        var descending = reader.SkipWord("DESC");
        if (!descending)
        {
            reader.SkipWord("ASC");
        }

        if (!reader.AtEnd)
        {
            throw ParameterErrors.Invalid(reader.Current.Kind == TokenKind.Word
                ? $"Invalid ordering key in order_by clause '{item}'."
                : $"Invalid order_by clause '{item}'. Could not be parsed.");
        }

        return new FieldOrder(FieldResolver.ForOrder(schema, name), descending);
    }
}
