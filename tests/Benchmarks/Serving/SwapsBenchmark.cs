using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Benchmarks.Load;
using Tracking.Models.Flavors.Onnx.Authoring;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Serving;

/// <summary>
/// An ONNX model swapped 1,000 times under an open loop, five times a second, twenty times and as fast as it goes: its
/// tail beside the steady one, memory.
/// </summary>
internal static class SwapsBenchmark
{
    private const int Swaps = 1_000;
    private const int SteadyRounds = 5;
    private const double PerSecond = 2_000;

    /// <summary>Prints both tails and their ratio, target under 2, and the resident memory along the way.</summary>
    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await WriteModelAsync(folder, cancellationToken);
        var options = new ServingOptions();
        options.Models.Add(new ServedModel(new FolderUri(folder.Path), "m"));
        var services = new ServiceCollection();
        services.AddServing(options);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<ModelRepository>().StartAsync(cancellationToken);
        var engine = provider.GetRequiredService<InferenceEngine>();

        var second = TimeSpan.FromSeconds(1);
        await OpenLoop.RunAsync(() => Task.Run(() => ScoreAsync(engine)), PerSecond, second, 1);
        var steady = new List<double>();
        for (var round = 2; round < 2 + SteadyRounds; round++)
        {
            steady.Add((await OpenLoop.RunAsync(
                () => Task.Run(() => ScoreAsync(engine)), PerSecond, 5 * second, round)).P99Ms);
        }

        foreach (var pause in (int[])[200, 50, 0])
        {
            await MeasureAsync(
                engine, Rounds.Median(steady), TimeSpan.FromMilliseconds(pause), output, cancellationToken);
        }
    }

    private static async Task MeasureAsync(
        InferenceEngine engine,
        double steadyP99,
        TimeSpan pause,
        TextWriter output,
        CancellationToken cancellationToken)
    {
        var second = TimeSpan.FromSeconds(1);
        var memory = new List<double> { Megabytes() };
        var start = Stopwatch.GetTimestamp();
        var swapping = Task.Factory.StartNew(
            () => SwapAsync(engine, memory, pause, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
        var swapped = new List<OpenLoopResult>();
        for (var round = 3; !swapping.IsCompleted; round++)
        {
            swapped.Add(
                await OpenLoop.RunAsync(() => Task.Run(() => ScoreAsync(engine)), PerSecond, 5 * second, round));
        }

        await swapping;
        var perSecond = Swaps / Stopwatch.GetElapsedTime(start).TotalSeconds;
        var p99 = swapped.Select(result => result.P99Ms).Order().ElementAt(swapped.Count / 2);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Swaps} swaps, about {perSecond:f0} a second, under {PerSecond:f0} requests/s: p99 {p99:f2} ms, "
            + $"steady {steadyP99:f2} ms, ratio {p99 / steadyP99:f2} (target < 2); "
            + $"refused {swapped.Sum(result => result.Refused)} (target 0)"));
        await output.WriteLineAsync(
            "Resident MB after 0, 250, 500, 750, 1000 swaps: " + string.Join(
                ", ", memory.Select(megabytes => megabytes.ToString("F0", CultureInfo.InvariantCulture))));
    }

    private static async Task SwapAsync(
        InferenceEngine engine, List<double> memory, TimeSpan pause, CancellationToken cancellationToken)
    {
        for (var swap = 1; swap <= Swaps; swap++)
        {
            await engine.Models.LoadAsync("m", null, cancellationToken);
            await Task.Delay(pause, cancellationToken);
            if (swap % 250 == 0)
            {
                memory.Add(Megabytes());
            }
        }
    }

    private static async Task ScoreAsync(InferenceEngine engine)
    {
        using var lease = await engine.LeaseAsync("m", null, default);
        NamedTensor[] row = [new("x", new Tensor<float>(new float[64], 1, 64))];
        await engine.ScoreAsync(lease.Model, new InferenceRequest(row, null, default, default));
    }

    private static double Megabytes() => Environment.WorkingSet / 1024.0 / 1024;

    private static async Task WriteModelAsync(TempFolder folder, CancellationToken cancellationToken)
    {
        var model = new OnnxModelBuilder("dense");
        var x = model.Input("x", ElementType.Float32, "batch", 64);
        var weights = model.Initializer<float>("w", [.. Enumerable.Range(0, 64 * 64).Select(i => i % 7 / 10f)], 64, 64);
        var bias = model.Initializer<float>("b", new float[64], 64);
        model.Output(model.Gemm(x, weights, bias), ElementType.Float32, "batch", 64);
        await model.WriteToAsync(folder["model.onnx"], cancellationToken);
        folder.Write("MLmodel", "flavors:\n  onnx:\n    data: model.onnx\n");
    }
}
