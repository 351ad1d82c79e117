using System.Diagnostics;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;

namespace Tracking.Benchmarks.Serving;

/// <summary>A model that costs what it is told to: a fixed part and so much per row, spent by computing.</summary>
internal sealed class CostScorer(TimeSpan fixedCost, TimeSpan perRow) : IScorer
{
    private static readonly TensorInfo X = new("x", ElementType.Float32, [-1, 4]);

    public ScorerSchema Schema { get; } = new([X], [X with { Name = "y" }]);

    /// <summary>Rows per second if every run has so many.</summary>
    public double Best(int rows) => rows / (fixedCost + (perRow * rows)).TotalSeconds;

    public IReadOnlyList<NamedTensor> Score(
        IReadOnlyList<NamedTensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellationToken = default)
    {
        var start = Stopwatch.GetTimestamp();
        var x = (Tensor<float>)inputs[0].Tensor;
        var cost = fixedCost + (perRow * x.Shape[0]);
        var y = x.Data.ToArray();
        while (Stopwatch.GetElapsedTime(start) < cost)
        {
        }

        return [new("y", new Tensor<float>(y, x.Shape.ToArray()))];
    }

    public void Dispose()
    {
    }
}
