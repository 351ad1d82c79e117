using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Tests.Converters;

/// <summary>Whether two tensors say the same, numbers within 1e-5 of each other or of their size.</summary>
internal static class Agreement
{
    public const double Tolerance = 1e-5;

    public static void Check(string what, Tensor expected, Tensor actual)
    {
        Assert.True(
            expected.Shape.SequenceEqual(actual.Shape),
            $"{what}: expected shape [{string.Join(", ", expected.Shape.ToArray())}], "
            + $"got [{string.Join(", ", actual.Shape.ToArray())}]");
        if (expected is StringTensor text)
        {
            Assert.Equal(text.Data.AsEnumerable(), ((StringTensor)actual).Data);
            return;
        }

        var (want, got) = (Doubles(expected), Doubles(actual));
        for (var i = 0; i < want.Length; i++)
        {
            var isClose = want[i].Equals(got[i])
                || Math.Abs(want[i] - got[i]) <= Tolerance * Math.Max(1, Math.Abs(want[i]));
            Assert.True(isClose, $"{what}: element {i} of {want.Length} is {want[i]:R} there and {got[i]:R} here");
        }
    }

    public static double[] Doubles(Tensor tensor) => tensor switch
    {
        Tensor<float> of => [.. of.Data.ToArray().Select(value => (double)value)],
        Tensor<double> of => of.Data.ToArray(),
        Tensor<long> of => [.. of.Data.ToArray().Select(value => (double)value)],
        Tensor<int> of => [.. of.Data.ToArray().Select(value => (double)value)],
        _ => throw new NotSupportedException($"{tensor.ElementType} is not compared."),
    };
}
