using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tracking.Models.Signatures.Enforcement;
using Tracking.Models.Tensors;

namespace Tracking.Models.Scoring;

/// <summary>Columns of lists as tensors.</summary>
internal static class NestedArrays
{
    /// <summary>The lists below each other: [rows, length], with a dimension more for each level of nesting.</summary>
    /// <param name="column">A list in each row, all of one shape.</param>
    /// <param name="to">What the elements become.</param>
    /// <param name="name">The column's, for errors.</param>
    /// <exception cref="ScoringException">Ragged, no list, or an element of another type.</exception>
    public static Tensor Stack(JsonTensor column, ElementType to, string name)
    {
        var values = ValueBuffer.ForListsOf(to, name);
        long[] shape = [];
        for (var row = 0; row < column.Count; row++)
        {
            var found = Append(column.Data[row], values, name, row);
            if (row > 0 && !found.SequenceEqual(shape))
            {
                throw Invalid($"Failed to convert column {name} to a tensor: row 0 has shape {Print(shape)}, row "
                    + $"{Text(row)} has {Print(found)}; expected lists of one shape.");
            }

            shape = [.. found];
        }

        return values.ToTensor([column.Count, .. shape]);
    }

    private static List<long> Append(JsonElement value, ValueBuffer to, string name, int row)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            AppendScalar(value, to, name, row);
            return [];
        }

        List<long>? inner = null;
        foreach (var item in value.EnumerateArray())
        {
            var found = Append(item, to, name, row);
            if (inner is not null && !found.SequenceEqual(inner))
            {
                throw Invalid($"Failed to convert column {name} to a tensor: row {Text(row)} is ragged: lists of shape "
                    + $"{Print(inner)} and {Print(found)} side by side.");
            }

            inner = found;
        }

        return [value.GetArrayLength(), .. inner ?? []];
    }

    private static void AppendScalar(JsonElement value, ValueBuffer to, string name, int row)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                to.AppendNumber(JsonMarshal.GetRawUtf8Value(value));
                break;
            case JsonValueKind.String:
                to.AppendText(value.GetString()!);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                to.AppendBoolean(value.GetBoolean());
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                to.AppendNull();
                break;
            default:
                throw Invalid($"Failed to convert column {name} to a tensor: row {Text(row)} holds an object; expected "
                    + "numbers, text and lists of them.");
        }
    }

    private static string Print(IEnumerable<long> shape) => TensorShapes.Print([.. shape]);

    private static string Text(int row) => row.ToString(CultureInfo.InvariantCulture);

    private static ScoringException Invalid(string message) => new(ScoringFault.InvalidInput, message);
}
