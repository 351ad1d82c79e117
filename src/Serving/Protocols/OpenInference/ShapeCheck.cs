using Tracking.Models.Tensors;
using Tracking.Serving.Core;

namespace Tracking.Serving.Protocols.OpenInference;

/// <summary>Whether a declared shape suits the model and the data that came with it.</summary>
internal static class ShapeCheck
{
    /// <summary>Rank and fixed extents agree with the model's; -1 there matches any.</summary>
    public static void Fits(string name, long[] shape, IReadOnlyList<long> expected)
    {
        if (!TensorShapes.Fits(shape, expected))
        {
            throw ServingException.Mismatch(
                $"Input '{name}' has shape [{string.Join(",", shape)}], expected [{string.Join(",", expected)}].");
        }
    }

    /// <summary>
    /// The data has as many elements as the shape says, flat or nested; nested levels agree with the leading extents,
    /// the innermost level may hold several dimensions row-major.
    /// </summary>
    public static void Holds(string name, long[] shape, InferData data)
    {
        var wanted = CountOf(name, shape);
        if (wanted != data.Count)
        {
            throw ServingException.Mismatch(
                $"Input '{name}' has {data.Count} elements, shape [{string.Join(",", shape)}] holds {wanted}.");
        }

        var nested = data.Nesting;
        var outer = nested.Length == shape.Length ? nested.Length : nested.Length - 1;
        for (var i = 0; i < outer; i++)
        {
            if (i >= shape.Length || nested[i] != shape[i])
            {
                throw ServingException.Mismatch(
                    $"Input '{name}' is nested as [{string.Join(",", nested)}], "
                    + $"its shape says [{string.Join(",", shape)}].");
            }
        }
    }

    /// <summary>How many elements a shape holds.</summary>
    /// <exception cref="ServingException">More than can be counted.</exception>
    public static long CountOf(string name, long[] shape)
    {
        try
        {
            return Tensor.CountOf(shape);
        }
        catch (ArgumentException error)
        {
            throw ServingException.Malformed(
                $"Input '{name}': shape [{string.Join(",", shape)}] holds more elements than can be counted.", error);
        }
    }
}
