using System.Globalization;
using Tracking.Models.Flavors.Onnx.Values;
using Tracking.Models.Tensors;

namespace Tracking.Conformance.Tests.OnnxBackend;

/// <summary>Compares what a model gave with what it should give, as ONNX's own test runner does.</summary>
internal static class ValueComparison
{
    private const double RelativeTolerance = 1e-3;
    private const double AbsoluteTolerance = 1e-7;

    // As ONNX's own tests of ONNX Runtime have it.
    private static readonly (string Name, double Tolerance)[] AbsoluteTolerances =
        [("test_dft", 1e-3), ("test_stft", 1e-4)];

    /// <summary>The absolute tolerance of a model.</summary>
    public static double ToleranceOf(string name) =>
        Array.Find(AbsoluteTolerances, entry => name.StartsWith(entry.Name, StringComparison.Ordinal)) is
            { Name: not null } entry ? entry.Tolerance : AbsoluteTolerance;

    /// <summary>What differs, or null.</summary>
    public static string? Difference(ModelValue? expected, ModelValue? actual, double tolerance) =>
        (expected, actual) switch
    {
        (null, null) => null,
        (TensorValue left, TensorValue right) => Difference(left.Tensor, right.Tensor, tolerance),
        (SequenceValue left, SequenceValue right) when left.Items.Count == right.Items.Count =>
            left.Items.Zip(right.Items, (one, other) => Difference(one, other, tolerance))
                .FirstOrDefault(difference => difference is not null),
        (SequenceValue left, SequenceValue right) => $"{right.Items.Count} items, expected {left.Items.Count}",
        _ => "a value of another kind than expected",
    };

    private static string? Difference(Tensor expected, Tensor actual, double tolerance)
    {
        if (expected.ElementType != actual.ElementType)
        {
            return $"elements of {actual.ElementType}, expected {expected.ElementType}";
        }

        if (!expected.Shape.SequenceEqual(actual.Shape))
        {
            return $"shape {TensorShapes.Print(actual.Shape)}, expected {TensorShapes.Print(expected.Shape)}";
        }

        return (expected, actual) switch
        {
            (StringTensor left, StringTensor right) => Difference(left.Data, right.Data),
            (Tensor<long> left, Tensor<long> right) => left.Data.Span.SequenceEqual(right.Data.Span)
                ? null : "other numbers",
            (Tensor<ulong> left, Tensor<ulong> right) => left.Data.Span.SequenceEqual(right.Data.Span)
                ? null : "other numbers",
            _ => Difference(Doubles(expected), Doubles(actual), tolerance),
        };
    }

    // Numbers as text need not be written alike.
    private static string? Difference(string?[] expected, string?[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] != actual[i] && !(Single(expected[i]) is { } left && left.Equals(Single(actual[i]))))
            {
                return $"element {i} is '{actual[i]}', expected '{expected[i]}'";
            }
        }

        return null;
    }

    private static float? Single(string? text) =>
        string.Equals(text, "inf", StringComparison.OrdinalIgnoreCase)
        ? float.PositiveInfinity
        : float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? Difference(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var (left, right) = (expected[i], actual[i]);
            var isSame = left.Equals(right)
                || Math.Abs(left - right) <= tolerance + (RelativeTolerance * Math.Abs(left));
            if (!isSame)
            {
                return string.Create(CultureInfo.InvariantCulture, $"element {i} is {right:G6}, expected {left:G6}");
            }
        }

        return null;
    }

    private static ReadOnlySpan<double> Doubles(Tensor tensor) =>
        ((Tensor<double>)ElementConversion.Convert(tensor, ElementType.Float64)).Data.Span;
}
