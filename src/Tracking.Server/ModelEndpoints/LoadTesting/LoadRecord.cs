using Tracking.Contracts.ModelEndpoints;

namespace Tracking.Server.ModelEndpoints.LoadTesting;

/// <summary>What a load test has measured so far, in all and by second. Thread-safe.</summary>
internal sealed class LoadRecord(LoadPlan plan)
{
    private const int FirstErrorLengthMax = 500;

    private readonly Lock _gate = new();
    private readonly LatencyCounts _all = new();
    private readonly LatencyCounts[] _seconds = NewSeconds(plan.Seconds);
    private readonly long[] _failures = new long[plan.Seconds];
    private readonly SortedDictionary<string, long> _errors = new(StringComparer.Ordinal);
    private string? _firstError;
    private long _failed;

    public void Answered(TimeSpan at, TimeSpan took)
    {
        lock (_gate)
        {
            _all.Add(took.TotalMilliseconds);
            _seconds[SecondOf(at)].Add(took.TotalMilliseconds);
        }
    }

    public void Failed(TimeSpan at, string kind, string text)
    {
        lock (_gate)
        {
            _failed++;
            _failures[SecondOf(at)]++;
            _errors[kind] = _errors.GetValueOrDefault(kind) + 1;
            _firstError ??= text.Length > FirstErrorLengthMax ? $"{text.AsSpan(0, FirstErrorLengthMax)}…" : text;
        }
    }

    /// <summary>Adds the figures to the description of a test.</summary>
    public LoadTest Describe(LoadTest test, TimeSpan elapsed)
    {
        lock (_gate)
        {
            var whole = Math.Min((int)elapsed.TotalSeconds, plan.Seconds);
            return test with
            {
                ElapsedMs = (long)elapsed.TotalMilliseconds,
                Figures = FiguresOf(_all, _failed, elapsed.TotalSeconds),
                Errors = [.. _errors.Select(one => new EndpointCount { Name = one.Key, Count = one.Value })],
                FirstError = _firstError,
                BySecond = [.. Enumerable.Range(0, whole).Select(i => FiguresOf(_seconds[i], _failures[i], 1))],
            };
        }
    }

    private LoadFigures FiguresOf(LatencyCounts counts, long failed, double seconds) => new()
    {
        Requests = counts.Count,
        Failed = failed,
        RequestsPerSecond = seconds > 0 ? counts.Count / seconds : null,
        RowsPerSecond = seconds > 0 && plan.Rows is { } rows ? counts.Count * rows / seconds : null,
        P50Ms = counts.Quantile(0.5),
        P95Ms = counts.Quantile(0.95),
        P99Ms = counts.Quantile(0.99),
        MaxMs = counts.Longest,
    };

    private int SecondOf(TimeSpan at) => Math.Min((int)at.TotalSeconds, _seconds.Length - 1);

    private static LatencyCounts[] NewSeconds(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new LatencyCounts())];
}
