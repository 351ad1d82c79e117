using Tracking.Benchmarks.Projects;
using Tracking.Benchmarks.Scoring;
using Tracking.Benchmarks.Sdk;
using Tracking.Benchmarks.Server;
using Tracking.Benchmarks.Serving;
using Tracking.Benchmarks.Stores;

namespace Tracking.Benchmarks;

/// <summary>The benchmarks by name. Each compares with the limit in the same run and prints the ratio.</summary>
internal static class BenchmarkCatalogue
{
    private static readonly IReadOnlyDictionary<string, Func<BenchmarkContext, Task>> All =
        new Dictionary<string, Func<BenchmarkContext, Task>>
        {
            ["scorer"] = _ => ScorerBenchmark.Run(),
            ["scorer-composites"] = context => CompositesBenchmark.RunAsync(context.Output, context.Stop),
            ["convert"] = context => ConvertBenchmark.RunAsync(context.Output, context.Stop),
            ["batch-scoring"] = BatchScoringBenchmark.RunAsync,
            ["serving-grpc"] = context => GrpcBenchmark.RunAsync(context.Output, context.Stop),
            ["unload"] = context => UnloadBenchmark.RunAsync(context.Output, context.Stop),
            ["invocations"] = context => InvocationsBenchmark.RunAsync(context.Output, context.Stop),
            ["serving-reading"] = context => ReadingBenchmark.RunAsync(context.Output, context.Stop),
            ["serve-node"] = NodePeerBenchmark.RunAsync,
            ["serve-start"] = ServeStart.RunAsync,
            ["serving-batching"] = context => BatchingBenchmark.RunAsync(context.Output, context.Stop),
            ["serving-latency"] = context => LatencyBenchmark.RunAsync(context.Output, context.Stop),
            ["serving-tracing"] = context => TracingBenchmark.RunAsync(context.Output, context.Stop),
            ["serving-swaps"] = context => SwapsBenchmark.RunAsync(context.Output, context.Stop),
            ["store"] = context => LogBatchStoreBenchmark.RunAsync(context.Output, context.Stop),
            ["start"] = StartBenchmark.RunAsync,
            ["log-metric"] = LogMetricBenchmark.RunAsync,
            ["log-batch"] = LogBatchBenchmark.RunAsync,
            ["runs"] = RunsBenchmark.RunAsync,
            ["history"] = HistoryBenchmark.RunAsync,
            ["search-growth"] = SearchGrowthBenchmark.RunAsync,
            ["projects-overhead"] = OverheadBenchmark.RunAsync,
            ["ingest-growth"] = IngestGrowthBenchmark.RunAsync,
            ["sdk-log-metric"] = HotLogMetricBenchmark.RunAsync,
            ["sdk-million"] = MillionPointsBenchmark.RunAsync,
            ["sdk-training-loop"] = TrainingLoopBenchmark.RunAsync,
            ["projects-workflow"] = WorkflowBenchmark.RunAsync,
            ["sdk-upload"] = TransferBenchmark.RunAsync,
        };

    /// <summary>Runs those named, or all.</summary>
    public static async Task<int> RunAsync(string[] names, TextWriter output)
    {
        var unknown = names.Except(All.Keys).ToList();
        if (unknown.Count > 0)
        {
            await Console.Error.WriteLineAsync(
                $"Unknown benchmark '{unknown[0]}'. Known: {string.Join(", ", All.Keys)}.");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        var postgres = Environment.GetEnvironmentVariable(BenchmarkContext.PostgresVariable)?.TrimEnd('/');
        var context = new BenchmarkContext(output, string.IsNullOrEmpty(postgres) ? null : postgres, stop.Token);
        foreach (var name in names.Length == 0 ? All.Keys : names)
        {
            await output.WriteLineAsync($"\n== {name} ({context.Database})");
            await All[name](context);
        }

        return 0;
    }
}
