namespace Tracking.Core.Search.Binding;

/// <summary>The messages of logged-models/search.</summary>
internal sealed class LoggedModelWording : SearchWording
{
    public override string InvalidClause(string filter, IReadOnlyList<string> pieces) =>
        $"Invalid filter string: '{filter}'. Expected a list of comparisons separated by 'AND' " +
        "(e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').";

    public override string UnknownEntity(string entity) =>
        $"Invalid entity type: '{entity}'. Expected one of ['attributes', 'metrics', 'params', 'tags'].";

    public override string ExpectedText(Field field, string found) =>
        $"Expected a quoted string value for {Name(field)}. Found {found}";

    public override string InvalidComparator(Field field, FieldType type, string comparator)
    {
        var valid = type == FieldType.Number
            ? "('<', '<=', '>', '>=', '=', '!=')"
            : "('=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN')";
        return $"Invalid comparison operator for {Name(field)}: '{comparator}'. Expected one of {valid}.";
    }

    private static string Name(Field field) => (field.Kind switch
    {
        FieldKind.Attribute => "attributes",
        FieldKind.Metric => "metrics",
        FieldKind.Param => "params",
        _ => "tags",
    }) + "." + field.Key;
}
