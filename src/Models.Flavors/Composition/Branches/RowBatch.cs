using Tracking.Models.Flavors.Declared;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Composition.Branches;

/// <summary>The inputs of a request, of which those with rows can be split.</summary>
internal sealed class RowBatch
{
    private readonly IReadOnlyList<(NamedTensor Input, bool HasRows)> _inputs;

    private RowBatch(IReadOnlyList<(NamedTensor Input, bool HasRows)> inputs, int rows) =>
        (_inputs, Rows) = (inputs, rows);

    /// <summary>How many rows there are; 1 where no input has any.</summary>
    public int Rows { get; }

    /// <summary>Whether an input is a row for each of a batch.</summary>
    public static bool HasRows(TensorInfo info) => info is { IsParameter: false, Shape: [< 0, ..] };

    /// <summary>Takes inputs that fit the schema.</summary>
    /// <exception cref="ScoringException">They differ in their numbers of rows.</exception>
    public static RowBatch Of(ScorerSchema schema, IReadOnlyList<NamedTensor> inputs)
    {
        var marked = inputs
            .Select(input => (Input: input, HasRows: HasRows(schema.Inputs.First(info => info.Name == input.Name))))
            .ToList();
        var rows = marked.Where(entry => entry.HasRows).Select(entry => entry.Input).ToList();
        var count = rows.Count == 0 ? 1 : rows[0].Tensor.Shape[0];
        var odd = rows.FirstOrDefault(input => input.Tensor.Shape[0] != count);
        return odd.Tensor is null
            ? new RowBatch(marked, checked((int)count))
            : throw new ScoringException(
                ScoringFault.InvalidInput,
                $"Input '{odd.Name}' has {odd.Tensor.Shape[0]} rows, '{rows[0].Name}' has {count}; expected as many.");
    }

    /// <summary>An input, or null where it was left out.</summary>
    public Tensor? Find(string name) => _inputs.FirstOrDefault(entry => entry.Input.Name == name).Input.Tensor;

    /// <summary>What a model takes of some rows; all of them are handed on without a copy.</summary>
    public IReadOnlyList<NamedTensor> For(Part part, IReadOnlyList<int> rows) =>
        [.. _inputs
            .Where(entry => part.Scorer.Schema.Inputs.Any(info => info.Name == entry.Input.Name))
            .Select(entry => entry.HasRows && rows.Count < Rows
                ? entry.Input with { Tensor = TensorAccess.Gather(entry.Input.Tensor, rows) }
                : entry.Input)];
}
