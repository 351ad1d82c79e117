using System.Text.Json.Nodes;
using Tracking.Benchmarks.Load;
using Tracking.Models.Flavors;
using Tracking.Models.Flavors.Composition;
using Tracking.Models.Flavors.DotNet;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Scoring;

/// <summary>
/// What a .NET function adds to a call of its method, and a composite to the calls of the steps that answer: the same
/// steps one after the other, without the composite.
/// </summary>
internal sealed class CompositesBenchmark : IDisposable
{
    private const int Rounds = 15;
    private const int CallsPerRound = 2_000;

    private readonly TempFolder _folder = new();
    private readonly ResultTable _table = new("model", "rows", "steps alone µs", "as one µs", "added µs", "ratio");

    public static async Task RunAsync(TextWriter output, CancellationToken stop)
    {
        using var benchmark = new CompositesBenchmark();
        foreach (var rows in new[] { 1, 64 })
        {
            await benchmark.FunctionAsync(rows, stop);
            await benchmark.CompositesAsync(rows, stop);
        }

        await benchmark._table.WriteToAsync(output);
    }

    public void Dispose() => _folder.Dispose();

    private static NamedTensor[] X(int rows) =>
        [new("x", new Tensor<float>(Enumerable.Range(0, rows * 4).Select(i => (i % 7) / 7f).ToArray(), rows, 4))];

    private async Task FunctionAsync(int rows, CancellationToken stop)
    {
        var tensors = ModelSchema.OfTensors(new TensorSpec("x", ElementType.Float32, [-1, 4]));
        var content = DotnetFunctionFlavor.Content(
            DotnetFunctionSource.Of(BenchmarkFunctions.Double),
            new ModelSignature(tensors, ModelSchema.OfTensors(new TensorSpec("y", ElementType.Float32, [-1, 4]))));
        using var function = ModelFlavors.Load(
            await WriteAsync($"function{rows}", content, stop), null, stop);
        var x = X(rows);
        Add("function of .NET", rows, () => BenchmarkFunctions.Double(x, stop), () => function.Score(x, null, stop));
    }

    private async Task CompositesAsync(int rows, CancellationToken stop)
    {
        var (scale, first, second) = (
            await WriteScaleAsync($"scale{rows}", stop),
            await WriteClassesAsync($"first{rows}", 0.1f, stop),
            await WriteClassesAsync($"second{rows}", -0.2f, stop));
        using var scaleAlone = ModelFlavors.Load(scale, null, stop);
        using var firstAlone = ModelFlavors.Load(first, null, stop);
        using var secondAlone = ModelFlavors.Load(second, null, stop);
        var x = X(rows);
        await AddAsync("pipeline of 2", rows, Composite.Pipeline(
            [
                new("scale", scale),
                new("first", first) { Inputs = new Dictionary<string, string> { ["x"] = "scale.scaled" } },
            ]),
            () => firstAlone.Score([new NamedTensor("x", scaleAlone.Score(x)[0].Tensor)]),
            stop);
        await AddAsync("mean of 2", rows, Composite.Ensemble(
            EnsembleRule.Mean, [new("first", first), new("second", second)]),
            () =>
            {
                firstAlone.Score(x);
                secondAlone.Score(x);
            },
            stop);
        var always = new CascadeAcceptance("probabilities", "at_least", JsonValue.Create(0.0));
        await AddAsync("cascade, the first of 2 answers", rows, Composite.Cascade(
            [new("first", first) { Accept = always }, new("second", second)]), () => firstAlone.Score(x), stop);
    }

    private async Task AddAsync(
        string name, int rows, ModelContent content, Action alone, CancellationToken stop)
    {
        using var composite = ModelFlavors.Load(await WriteAsync($"{name}{rows}", content, stop), null, stop);
        var x = X(rows);
        Add(name, rows, alone, () => composite.Score(x, null, stop));
    }

    private void Add(string name, int rows, Action alone, Action asOne)
    {
        var (bare, ours) = Alternation.Compare(Rounds, CallsPerRound, alone, asOne);
        _table.Add(
            name,
            $"{rows}",
            ResultTable.Number(bare),
            ResultTable.Number(ours),
            ResultTable.Number(ours - bare),
            ResultTable.Number(bare / ours));
    }

    private Task<ModelDirectory> WriteScaleAsync(string folder, CancellationToken stop)
    {
        var graph = new OnnxModelBuilder("scale");
        var x = graph.Input("x", ElementType.Float32, "batch", 4);
        graph.Output(
            graph.Mul(x, graph.Initializer<float>("factor", [2f], 1), "scaled"), ElementType.Float32, "batch", 4);
        return WriteOnnxAsync(folder, graph, stop);
    }

    private Task<ModelDirectory> WriteClassesAsync(string folder, float step, CancellationToken stop)
    {
        var graph = new OnnxModelBuilder("classes");
        var x = graph.Input("x", ElementType.Float32, "batch", 4);
        float[] slopes = [.. Enumerable.Range(0, 12).Select(i => (i - 6) * step)];
        var weights = graph.Initializer<float>("weights", slopes, 4, 3);
        graph.Output(
            graph.Softmax(graph.MatMul(x, weights), name: "probabilities"), ElementType.Float32, "batch", 3);
        return WriteOnnxAsync(folder, graph, stop);
    }

    private Task<ModelDirectory> WriteOnnxAsync(string folder, OnnxModelBuilder graph, CancellationToken stop) =>
        WriteAsync(
            folder,
            new ModelContent(ModelFlavor.Onnx(), [ModelFile.Of("model.onnx", graph.ToValidBytes())]),
            stop);

    private Task<ModelDirectory> WriteAsync(string folder, ModelContent content, CancellationToken stop) =>
        new ModelDirectoryWriter(TimeProvider.System).WriteAsync(_folder[folder], content, stop);
}

/// <summary>Saved as a model.</summary>
public static class BenchmarkFunctions
{
    public static IReadOnlyList<NamedTensor> Double(IReadOnlyList<NamedTensor> inputs, CancellationToken token)
    {
        var x = inputs.Get<float>("x");
        var y = new float[x.Count];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = 2 * x.Data.Span[i];
        }

        return [new NamedTensor("y", new Tensor<float>(y, x.Shape.ToArray()))];
    }
}
