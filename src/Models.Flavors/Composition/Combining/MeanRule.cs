using Tracking.Models.Flavors.Declared;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Composition.Combining;

/// <summary>
/// The mean, or the weighted mean: summed in double precision in the members' order and rounded once to the members'
/// type. Integers and booleans give float64.
/// </summary>
/// <param name="weights">One for each member; null for the plain mean.</param>
internal sealed class MeanRule(double[]? weights) : ICombineRule
{
    public TensorInfo Describe(TensorInfo info) => info.ElementType is ElementType.String or ElementType.Json
        ? throw new ModelLoadException(
            $"Output '{info.Name}' is {SchemaCheck.Describe(info)}, which has no mean; combine by vote.")
        : info with { ElementType = TypeOf(info.ElementType) };

    public Tensor Combine(IReadOnlyList<Tensor> members)
    {
        var sum = new double[members[0].Count];
        double total = 0;
        for (var m = 0; m < members.Count; m++)
        {
            var weight = weights?[m] ?? 1;
            total += weight;
            var values = ((Tensor<double>)ElementConversion.Convert(members[m], ElementType.Float64)).Data.Span;
            for (var i = 0; i < sum.Length; i++)
            {
                // A member that does not count must not bring in its NaN.
                sum[i] += weight == 0 ? 0 : weight * values[i];
            }
        }

        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] /= total;
        }

        return ElementConversion.Convert(
            new Tensor<double>(sum, members[0].Shape.ToArray()), TypeOf(members[0].ElementType));
    }

    private static ElementType TypeOf(ElementType type) => type
        is ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 ? type : ElementType.Float64;
}
