namespace Tracking.Benchmarks;

/// <summary>What a benchmark is told.</summary>
/// <param name="Output">Takes tables.</param>
/// <param name="Postgres">
/// A PostgreSQL on which databases may be made, such as <c>postgresql://postgres@127.0.0.1:5432</c>; null for SQLite.
/// </param>
/// <param name="Stop">Ends the benchmark early.</param>
internal sealed record BenchmarkContext(TextWriter Output, string? Postgres, CancellationToken Stop)
{
    /// <summary>Names the PostgreSQL.</summary>
    public const string PostgresVariable = "TRACKING_BENCH_POSTGRES";

    public string Database => Postgres is null ? "SQLite" : "PostgreSQL";
}
