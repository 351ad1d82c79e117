using Tracking.Benchmarks.Load;

namespace Tracking.Benchmarks.Server;

/// <summary>
/// What MLflow 3.1 with SQLite does on a machine of 2 cores with the load generator beside it (four gunicorn workers):
/// the figures that the goals are multiples of.
/// </summary>
internal static class MlflowFigures
{
    public const double LogMetricPerSecond = 195;
    public const double LogMetricOneClientPerSecond = 192;
    public const double Batch10PointsPerSecond = 1_250;
    public const double Batch100PointsPerSecond = 6_000;
    public const double Batch1000PointsPerSecond = 11_000;
    public const double PageOf1000Ms = 1_395;
    public const double PageOf100Ms = 153;
    public const double GetRunMs = 6.4;
    public const double CreateRunsPerSecond = 123;
    public const double ChartMs = 2_469;
    public const double Read100KPointsMs = 4_600;
    public const double StartMs = 9_600;
    public const double MemoryMiB = 740;

    /// <summary>How many times the rate.</summary>
    public static string Times(double ours, double theirs) => "x " + ResultTable.Number(ours / theirs);
}
