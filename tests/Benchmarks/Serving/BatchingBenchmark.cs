using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tracking.Benchmarks.Load;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Models.Uris;
using Tracking.Serving;
using Tracking.Serving.Batching;
using Tracking.Serving.Core;
using Tracking.Serving.Repository;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Serving;

/// <summary>
/// Adaptive batching against none and a fixed delay, on the data plane in this process: a model of known cost under an
/// open loop at shares of the theoretical best, and a model so small that joining cannot pay.
/// </summary>
internal static class BatchingBenchmark
{
    private const int MaxRows = 32;
    private const double TargetMs = 25;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <summary>Prints a table per model; the targets are 0.9 of the best with p99 within the target.</summary>
    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var (fixedMs, perRowMs) in ((double, double)[])[(0.5, 0.02), (2, 0.1), (5, 0.1)])
        {
            await CompareAsync(output, fixedMs, perRowMs, cancellationToken);
        }

        await TinyAsync(output, cancellationToken);
    }

    private static async Task CompareAsync(
        TextWriter output, double fixedMs, double perRowMs, CancellationToken cancellationToken)
    {
        var scorer = new CostScorer(TimeSpan.FromMilliseconds(fixedMs), TimeSpan.FromMilliseconds(perRowMs));
        var best = scorer.Best(MaxRows);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Model of {fixedMs} ms + {perRowMs} ms per row, one run at a time, at most {MaxRows} rows, latency target "
            + $"{TargetMs} ms; theoretical best {best:f0} rows/s"));
        var table = new ResultTable("offered", "mode", "rows/s", "of the best", "p50 ms", "p99 ms", "refused");
        foreach (var share in (double[])[0.02, 0.3, 0.6, 0.92, 1.2])
        {
            foreach (var (name, options) in Modes())
            {
                await using var engine = await StartAsync(scorer, options, cancellationToken);
                await OpenLoop.RunAsync(engine.SendAsync, best * share, Round / 2, 1);
                var result = await OpenLoop.RunAsync(engine.SendAsync, best * share, Round, 2);
                table.Add(
                    ResultTable.Number(share),
                    name,
                    ResultTable.Number(result.PerSecond),
                    ResultTable.Number(result.PerSecond / best),
                    ResultTable.Number(result.P50Ms),
                    ResultTable.Number(result.P99Ms),
                    $"{result.Refused}");
            }
        }

        await table.WriteToAsync(output);
    }

    private static async Task TinyAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var scorer = new CostScorer(TimeSpan.Zero, TimeSpan.Zero);
        var engines = new List<Engine>();
        foreach (var mode in (BatchingMode[])[BatchingMode.Off, BatchingMode.Adaptive])
        {
            engines.Add(await StartAsync(scorer, new BatchingOptions { Mode = mode }, cancellationToken));
        }

        var medians = await Rounds.MediansAsync(
            7, () => engines[0].ClosedAsync(Round / 4), () => engines[1].ClosedAsync(Round / 4));
        foreach (var engine in engines)
        {
            await engine.DisposeAsync();
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Tiny model, 8 callers: {medians[0]:f0}/s without batching, {medians[1]:f0}/s adaptive; ratio "
            + $"{medians[1] / medians[0]:f2} (target >= 0.97)"));
    }

    private static IEnumerable<(string Name, BatchingOptions Options)> Modes()
    {
        var adaptive = new BatchingOptions
        {
            MaxRows = MaxRows, LatencyTarget = TimeSpan.FromMilliseconds(TargetMs), Concurrency = 1,
        };
        yield return ("none", adaptive with { Mode = BatchingMode.Fixed, MaxRows = 1 });
        yield return ("fixed 5 ms", adaptive with { Mode = BatchingMode.Fixed });
        yield return ("adaptive", adaptive);
    }

    private static async Task<Engine> StartAsync(
        IScorer scorer, BatchingOptions batching, CancellationToken cancellationToken)
    {
        var folder = new TempFolder();
        folder.Write("MLmodel", "flavors:\n  onnx:\n    data: model.onnx\n");
        folder.Write("model.onnx", "not opened");
        var options = new ServingOptions { Batching = batching };
        options.Models.Add(new ServedModel(new FolderUri(folder.Path), "m"));
        var services = new ServiceCollection();
        services.AddSingleton<ScorerFactory>((_, _) => scorer);
        services.AddServing(options);
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<ModelRepository>().StartAsync(cancellationToken);
        return new Engine(provider, folder);
    }

    private sealed class Engine(ServiceProvider services, TempFolder folder) : IAsyncDisposable
    {
        private readonly NamedTensor[] _row = [new("x", new Tensor<float>(new float[4], 1, 4))];
        private readonly InferenceEngine _engine = services.GetRequiredService<InferenceEngine>();

        public Task SendAsync() => Task.Run(ScoreAsync);

        public async Task<double> ClosedAsync(TimeSpan duration)
        {
            using var stop = new CancellationTokenSource(duration);
            var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                var count = 0L;
                for (; !stop.IsCancellationRequested; count++)
                {
                    await ScoreAsync();
                }

                return count;
            })));
            return counts.Sum() / duration.TotalSeconds;
        }

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            folder.Dispose();
        }

        private async Task ScoreAsync()
        {
            using var lease = await _engine.LeaseAsync("m", null, default);
            await _engine.ScoreAsync(lease.Model, new InferenceRequest(_row, null, default, default));
        }
    }
}
