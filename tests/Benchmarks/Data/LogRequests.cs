using System.Globalization;
using System.Text;
using Tracking.Benchmarks.Load;
using Tracking.Core.Metrics;

namespace Tracking.Benchmarks.Data;

/// <summary>What clients send that log: every request has new steps.</summary>
internal static class LogRequests
{
    private const long FirstMs = 1_700_000_000_000;

    /// <summary>One point of one key per request.</summary>
    public static RequestSource Metrics(string runId) => number => WireRequest.Post(
        "runs/log-metric",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"run_id\":\"{runId}\",\"key\":\"loss\",\"value\":{ValueOf(number)},\"timestamp\":{FirstMs + number}," +
            $"\"step\":{number}}}"));

    /// <summary>So many points over so many keys per request.</summary>
    public static RequestSource Batches(string runId, int points, int keys) =>
        number => WireRequest.Post("runs/log-batch", JsonOf(runId, PointsOf(number, points, keys)));

    /// <summary>The points of the request with this number.</summary>
    public static IReadOnlyList<LoggedMetric> PointsOf(long number, int points, int keys)
    {
        var metrics = new List<LoggedMetric>(points);
        for (var i = 0; i < points; i++)
        {
            var step = (number * (points / keys)) + (i / keys);
            var key = string.Create(CultureInfo.InvariantCulture, $"train/metric_{i % keys}");
            metrics.Add(new LoggedMetric(key, new MetricPoint(step, FirstMs + step, ValueOf(step + i))));
        }

        return metrics;
    }

    private static byte[] JsonOf(string runId, IReadOnlyList<LoggedMetric> metrics)
    {
        var json = new StringBuilder(metrics.Count * 100).Append(
            CultureInfo.InvariantCulture, $"{{\"run_id\":\"{runId}\",\"metrics\":[");
        foreach (var (key, point) in metrics)
        {
            json.Append(json[^1] == '[' ? "" : ",").Append(
                CultureInfo.InvariantCulture,
                $"{{\"key\":\"{key}\",\"value\":{point.Value},\"timestamp\":{point.TimestampMs}," +
                $"\"step\":{point.Step}}}");
        }

        return Encoding.UTF8.GetBytes(json.Append("]}").ToString());
    }

    private static double ValueOf(long number) => Math.Sin(number) + 2;
}
