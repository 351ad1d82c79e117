using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Tracking.Models.Flavors.Onnx;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Scoring;

/// <summary>
/// A logistic model of 4 features and 3 classes: our scorer against bare ONNX Runtime with values that are allocated
/// once. Both run in turns in one process; the figure is the median of the rounds.
/// </summary>
internal static class ScorerBenchmark
{
    private const int Rounds = 31;
    private const int CallsPerRound = 20_000;

    public static async Task Run()
    {
        using var folder = new TempFolder();
        var path = folder["logistic.onnx"];
        await Logistic().WriteToAsync(path, Patience.Token());
        foreach (var batch in new[] { 1, 64 })
        {
            using var scorer = OnnxModelLoader.Load(path);
            using var bare = new Bare(path, batch);
            using var cancellation = new CancellationTokenSource();
            NamedTensor[] inputs = [new("x", new Tensor<float>(Features(batch), batch, 4))];
            Compare($"batch {batch}", () => bare.Score(), () => scorer.Score(inputs));
            Compare(
                $"batch {batch}, with a token",
                () => bare.Score(),
                () => scorer.Score(inputs, null, cancellation.Token));
        }
    }

    private static void Compare(string name, Action bare, Action ours)
    {
        var bareTimes = new double[Rounds];
        var ourTimes = new double[Rounds];
        Measure(bare);
        Measure(ours);
        for (var round = 0; round < Rounds; round++)
        {
            bareTimes[round] = Measure(bare);
            ourTimes[round] = Measure(ours);
        }

        var (bareMedian, ourMedian) = (Median(bareTimes), Median(ourTimes));
        Console.WriteLine(
            $"scorer, {name}: bare {bareMedian:0} ns, ours {ourMedian:0} ns, ratio {bareMedian / ourMedian:0.00}");
    }

    private static double Measure(Action call)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < CallsPerRound; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / CallsPerRound;
    }

    private static double Median(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }

    private static OnnxModelBuilder Logistic()
    {
        var model = new OnnxModelBuilder("logistic");
        var x = model.Input("x", ElementType.Float32, "batch", 4);
        float[] slopes = [.. Enumerable.Range(0, 12).Select(i => (i - 6) / 10f)];
        var weights = model.Initializer<float>("weights", slopes, 4, 3);
        var bias = model.Initializer<float>("bias", [0.1f, 0, -0.1f], 3);
        return model.Output(
            model.Softmax(model.Gemm(x, weights, bias), name: "probabilities"), ElementType.Float32, "batch", 3);
    }

    private static float[] Features(int batch) => [.. Enumerable.Range(0, batch * 4).Select(i => (i % 7) / 7f)];

    /// <summary>The least that a user of the runtime's own API can do for each call, on one thread as ours.</summary>
    private sealed class Bare : IDisposable
    {
        private readonly SessionOptions _options = new() { IntraOpNumThreads = 1 };
        private readonly RunOptions _runOptions = new();
        private readonly InferenceSession _session;
        private readonly OrtValue[] _inputs;
        private readonly OrtValue[] _outputs;
        private readonly string[] _inputNames = ["x"];
        private readonly string[] _outputNames = ["probabilities"];

        public Bare(string path, int batch)
        {
            _session = new InferenceSession(path, _options);
            _inputs = [OrtValue.CreateTensorValueFromMemory(Features(batch), [batch, 4])];
            _outputs = [OrtValue.CreateTensorValueFromMemory(new float[batch * 3], [batch, 3])];
        }

        public void Score() => _session.Run(_runOptions, _inputNames, _inputs, _outputNames, _outputs);

        public void Dispose()
        {
            _inputs[0].Dispose();
            _outputs[0].Dispose();
            _session.Dispose();
            _runOptions.Dispose();
            _options.Dispose();
        }
    }
}
