using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Tracking.Benchmarks.Data;
using Tracking.Benchmarks.Load;
using Tracking.Models.Flavors;
using Tracking.Models.Flavors.Converters;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Scoring;

/// <summary>
/// A model of 1,000 trees with 64 leaves each: how long it takes to convert, and how many rows a second its folder
/// scores against a bare session of the same graph with preallocated values.
/// </summary>
internal static class ConvertBenchmark
{
    private const int Trees = 1000;
    private const int Features = 20;
    private const int Conversions = 5;
    private const int Rounds = 11;

    public static async Task RunAsync(TextWriter output, CancellationToken stop)
    {
        using var folder = new TempFolder();
        var boost = folder.Write("model.json", BoostedTrees.XGBoost(Trees, Features));
        var light = folder.Write("model.txt", BoostedTrees.LightGbm(Trees, Features));
        var times = new ResultTable("file", "MB", "convert ms", "ONNX MB");
        await ConvertAsync("XGBoost, JSON", boost, times, stop);
        var converted = await ConvertAsync("LightGBM, text", light, times, stop);
        await times.WriteToAsync(output);

        var directory = await new ModelDirectoryWriter(TimeProvider.System).WriteAsync(
            folder["model"], converted.ToContent(), stop);
        var rows = new ResultTable("rows a call", "bare rows/s", "folder rows/s", "ratio");
        foreach (var batch in new[] { 1, 64, 1024 })
        {
            Score(directory, batch, rows);
        }

        await rows.WriteToAsync(output);
    }

    private static async Task<ConvertedModel> ConvertAsync(
        string name, string path, ResultTable table, CancellationToken stop)
    {
        var times = new List<double>();
        ConvertedModel? converted = null;
        for (var i = 0; i <= Conversions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            converted = await ModelConverter.ConvertAsync(path, null, stop);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        table.Add(
            name,
            ResultTable.Number(new FileInfo(path).Length / 1e6),
            ResultTable.Number(Load.Rounds.Median(times.Skip(1))),
            ResultTable.Number(converted!.Onnx.Length / 1e6));
        return converted;
    }

    private static void Score(ModelDirectory directory, int batch, ResultTable table)
    {
        var random = new Random(7);
        float[] x = [.. Enumerable.Range(0, batch * Features).Select(_ => random.NextSingle())];
        using var scorer = ModelFlavors.Load(directory);
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var run = new RunOptions();
        using var session = new InferenceSession(Path.Combine(directory.Path, "model.onnx"), options);
        using var input = OrtValue.CreateTensorValueFromMemory(x, [batch, Features]);
        using var answer = OrtValue.CreateTensorValueFromMemory(new float[batch], [batch]);
        NamedTensor[] inputs = [new("features", new Tensor<float>(x, batch, Features))];
        var (bare, ours) = Alternation.Compare(
            Rounds,
            Math.Max(5, 4000 / batch),
            () => session.Run(run, ["features"], [input], ["prediction"], [answer]),
            () => scorer.Score(inputs));
        table.Add(
            batch.ToString(CultureInfo.InvariantCulture),
            ResultTable.Number(batch * 1e6 / bare),
            ResultTable.Number(batch * 1e6 / ours),
            ResultTable.Number(bare / ours));
    }
}
