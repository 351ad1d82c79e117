using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Serving.Tests;

/// <summary>A model that is a function of its inputs: echoes them unless told otherwise.</summary>
internal sealed class FunctionScorer(
    ScorerSchema schema, Func<IReadOnlyList<NamedTensor>, CancellationToken, IReadOnlyList<NamedTensor>>? score = null)
    : IScorer
{
    public ScorerSchema Schema => schema;

    public bool IsDisposed { get; private set; }

    /// <summary>Changes what it answers, if set.</summary>
    public Func<IReadOnlyList<NamedTensor>, IReadOnlyList<NamedTensor>>? Change { get; set; }

    /// <summary>What it was asked last.</summary>
    public IReadOnlyList<NamedTensor> Asked { get; private set; } = [];

    public static FunctionScorer Echo(ElementType type, params long[] shape) => new(new ScorerSchema(
        [new TensorInfo("x", type, shape)], [new TensorInfo("x", type, shape)]));

    public static FunctionScorer Of(params TensorInfo[] inputs) => new(new ScorerSchema(inputs, inputs));

    public IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Asked = [.. inputs];
        CheckShapes(inputs);
        var results = score?.Invoke(inputs, cancellationToken) ?? inputs;
        results = Change?.Invoke(results) ?? results;
        return outputs is null ? results : [.. outputs.Select(name => results.First(result => result.Name == name))];
    }

    public void Dispose() => IsDisposed = true;

    private void CheckShapes(IReadOnlyList<NamedTensor> inputs)
    {
        foreach (var info in schema.Inputs)
        {
            var given = inputs.FirstOrDefault(input => input.Name == info.Name);
            if (given.Tensor is null ? !info.IsOptional : !TensorShapes.Fits(given.Tensor.Shape, info.Shape))
            {
                throw new ScoringException(ScoringFault.InvalidInput, $"'{info.Name}' does not fit.");
            }
        }
    }
}
