using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Batching;

/// <summary>Rows to try a model with: those of its example, else made up from its schema.</summary>
internal static class MadeUpRows
{
    /// <summary>So many inputs of one row each, all different where the example or the types allow it.</summary>
    public static IReadOnlyList<NamedTensor[]> Take(
        ScorerSchema schema, IReadOnlyList<NamedTensor>? example, int count) =>
        [.. Enumerable.Range(0, count).Select(row => example is null ? MakeUp(schema, row) : TakeFrom(example, row))];

    private static NamedTensor[] TakeFrom(IReadOnlyList<NamedTensor> example, int row) =>
        [.. example.Select(input =>
        {
            var rows = (int)input.Tensor.Shape[0];
            var cut = TensorRows.Of(input.Tensor.ElementType).Cut(input.Tensor, row % rows, 1);
            return new NamedTensor(input.Name, row < rows ? cut : Vary(cut, 1 + (0.01 * row)));
        })];

    // A row that is there already tells nothing new; numbers a little off stay in the range that the model knows.
    private static Tensor Vary(Tensor tensor, double factor) => tensor switch
    {
        Tensor<float> floats => new Tensor<float>(
            Array.ConvertAll(floats.Data.ToArray(), value => (float)((value * factor) + (factor - 1))), Shape(tensor)),
        Tensor<double> doubles => new Tensor<double>(
            Array.ConvertAll(doubles.Data.ToArray(), value => (value * factor) + (factor - 1)), Shape(tensor)),
        _ => tensor,
    };

    private static NamedTensor[] MakeUp(ScorerSchema schema, int row) =>
        [.. schema.Inputs.Where(input => !input.IsOptional).Select(
            input => new NamedTensor(input.Name, MakeUp(input.ElementType, [.. input.Shape.Select(One)], row)))];

    private static long One(long extent) => Math.Max(1, extent);

    private static Tensor MakeUp(ElementType type, long[] shape, int row)
    {
        var count = (int)Tensor.CountOf(shape);
        if (type == ElementType.String)
        {
            var texts = Enumerable.Range(0, count).Select(i => $"{(char)('a' + ((i + row) % 5))}");
            return new StringTensor([.. texts], shape);
        }

        var fractions = type
            is ElementType.Float32 or ElementType.Float64 or ElementType.Float16 or ElementType.BFloat16;
        var values = Enumerable.Range(0, count).Select(i => fractions
            ? (((i + 1) * (row + 2) * 37) % 101) / 101.0
            : (i + row) % 2);
        return ElementConversion.Convert(new Tensor<double>(values.ToArray(), shape), type);
    }

    private static long[] Shape(Tensor tensor) => tensor.Shape.ToArray();
}
