namespace Tracking.Benchmarks;

/// <summary>What a benchmark is told.</summary>
/// <param name="Output">Takes tables.</param>
/// <param name="Stop">Ends the benchmark early.</param>
internal sealed record BenchmarkContext(TextWriter Output, CancellationToken Stop);
