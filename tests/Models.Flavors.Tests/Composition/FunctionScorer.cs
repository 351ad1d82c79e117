using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Tests.Composition;

/// <summary>A model that is a function from one tensor to another.</summary>
internal sealed class FunctionScorer(
    string input, string output, Func<Tensor, CancellationToken, Tensor> function) : IScorer
{
    public ScorerSchema Schema { get; } = new(
        [new TensorInfo(input, ElementType.Float32, [-1])], [new TensorInfo(output, ElementType.Float32, [-1])]);

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellationToken = default) =>
        [new NamedTensor(output, function(inputs.Single().Tensor, cancellationToken))];

    public void Dispose() => IsDisposed = true;
}
