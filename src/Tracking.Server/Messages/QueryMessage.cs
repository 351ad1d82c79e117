using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tracking.Core.Errors;

namespace Tracking.Server.Messages;

/// <summary>
/// Turns a query into a message: a repeated key is a list, a field that takes one value takes the first.
/// </summary>
internal static class QueryMessage
{
    public static LooseValue.Object Of(MessageShape shape, IQueryCollection query)
    {
        var fields = new Dictionary<string, LooseValue>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            if (shape.Find(name) is { } field)
            {
                fields[field.Name] = ValueOf(field, values);
            }
        }

        return new LooseValue.Object(fields);
    }

    private static LooseValue ValueOf(FieldShape field, StringValues values)
    {
        if (field.IsList)
        {
            return new LooseValue.List([.. values.Select(item => new LooseValue.Text(item ?? ""))]);
        }

        var value = values.Count > 0 ? values[0] ?? "" : "";
        return field.Kind != FieldKind.Flag || bool.TryParse(value, out _)
            ? new LooseValue.Text(value)
            : throw ParameterErrors.Invalid($"Invalid boolean value: {value}, must be 'true' or 'false'.");
    }
}
