using System.Globalization;
using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>The classification extension: an output's best classes in place of its elements.</summary>
internal static class Classification
{
    /// <summary>The best classes of each row, the largest first, as "value:index" or "value:index:label".</summary>
    /// <param name="name">The output's.</param>
    /// <param name="output">Numbers; [classes], or [rows, …] with all of a row's elements its classes.</param>
    /// <param name="most">How many classes at most, above 0.</param>
    /// <param name="labels">Names of the classes.</param>
    /// <returns>Text, shape [n] or [rows, n].</returns>
    /// <exception cref="ServingException">The output holds no numbers.</exception>
    public static StringTensor Top(string name, Tensor output, int most, ClassLabels labels)
    {
        if (output.ElementType is ElementType.String or ElementType.Json or ElementType.Bool || output.Rank == 0)
        {
            throw ServingException.Malformed(
                $"Output '{name}' cannot be classified: its elements are {Datatypes.NameOf(output.ElementType)} of "
                + $"rank {output.Rank}, expected numbers of rank 1 or more.");
        }

        var values = ((Tensor<double>)ElementConversion.Convert(output, ElementType.Float64)).Data.Span;
        var rows = output.Rank == 1 ? 1 : (int)output.Shape[0];
        var classes = rows == 0 ? 0 : values.Length / rows;
        var given = Math.Min(most, classes);
        var texts = new string[rows * given];
        for (var row = 0; row < rows; row++)
        {
            WriteRow(values.Slice(row * classes, classes), texts.AsSpan(row * given, given), labels);
        }

        return output.Rank == 1 ? new StringTensor(texts, given) : new StringTensor(texts, rows, given);
    }

    private static void WriteRow(ReadOnlySpan<double> values, Span<string> best, ClassLabels labels)
    {
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var keys = values.ToArray();
        // NaN is the least of all doubles to a sort; among equals the lower index comes first.
        Array.Sort(order, (a, b) => keys[b].CompareTo(keys[a]) is not 0 and var other ? other : a.CompareTo(b));
        for (var i = 0; i < best.Length; i++)
        {
            var index = order[i];
            var label = labels.Name(index);
            best[i] = string.Create(
                CultureInfo.InvariantCulture, $"{keys[index]}:{index}{(label is null ? "" : ":")}{label}");
        }
    }
}
