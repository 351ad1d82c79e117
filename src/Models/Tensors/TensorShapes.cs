using System.Globalization;

namespace Tracking.Models.Tensors;

/// <summary>Shapes against declared shapes, in which -1 stands for any extent.</summary>
public static class TensorShapes
{
    /// <summary>Whether the rank is the same and every extent that is declared too.</summary>
    /// <param name="shape">Of a tensor.</param>
    /// <param name="declared">With -1 where any extent will do.</param>
    public static bool Fits(ReadOnlySpan<long> shape, IReadOnlyList<long> declared)
    {
        if (shape.Length != declared.Count)
        {
            return false;
        }

        for (var i = 0; i < shape.Length; i++)
        {
            if (declared[i] >= 0 && declared[i] != shape[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>MLflow's message for a shape that does not fit.</summary>
    /// <param name="shape">Of a tensor.</param>
    /// <param name="declared">With -1 where any extent will do.</param>
    public static string Mismatch(ReadOnlySpan<long> shape, IReadOnlyList<long> declared) =>
        $"Shape of input {Print(shape)} does not match expected shape {Print([.. declared])}.";

    /// <summary>A shape as Python prints a tuple: <c>()</c>, <c>(4,)</c>, <c>(-1, 4)</c>.</summary>
    /// <param name="shape">Any extents.</param>
    public static string Print(ReadOnlySpan<long> shape)
    {
        var texts = new string[shape.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        }

        return texts.Length == 1 ? $"({texts[0]},)" : $"({string.Join(", ", texts)})";
    }
}
