using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tracking.TestKit;

namespace Tracking.Benchmarks.Server;

/// <summary>
/// log-batch of 1,000 points over HTTP against the same points inserted by a bare prepared statement into a SQLite
/// file with the same durability, round by round in turn.
/// </summary>
internal static class LogBatchHttpBenchmark
{
    private const int WarmUps = 50;
    private const int Rounds = 300;
    private const int Keys = 10;
    private const int StepsPerRound = 100;

    /// <summary>Prints both medians and the ratio bare / HTTP; the target is at least 0.3.</summary>
    public static async Task<double> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var server = await RunningTrackingServer.StartAsync();
        var runId = await CreateRunAsync(server.Client, cancellationToken);
        using var bare = new BareTable(folder["bare.db"]);
        var http = new List<double>(Rounds);
        var inserts = new List<double>(Rounds);
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            var points = PointsOf(round);
            var body = BodyOf(runId, points);
            var httpMs = await TimeAsync(() => PostAsync(server.Client, "runs/log-batch", body, cancellationToken));
            var bareMs = await TimeAsync(() => bare.InsertAsync(runId, points));
            if (round >= WarmUps)
            {
                http.Add(httpMs);
                inserts.Add(bareMs);
            }
        }

        var ratio = Median(inserts) / Median(http);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"log-batch 1,000 points over HTTP: {Median(http):f2} ms; " +
            $"bare prepared inserts: {Median(inserts):f2} ms; " +
            $"ratio {ratio:f2} (target >= 0.3)"));
        return ratio;
    }

    private static Point[] PointsOf(int round)
    {
        var points = new Point[Keys * StepsPerRound];
        for (var i = 0; i < points.Length; i++)
        {
            var step = (round * StepsPerRound) + (i % StepsPerRound);
            points[i] = new Point(
                $"train/metric_{i / StepsPerRound}", Math.Sin(i + round), 1_700_000_000_000 + step, step);
        }

        return points;
    }

    private static byte[] BodyOf(string runId, Point[] points) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        run_id = runId,
        metrics = points.Select(point => new
        {
            key = point.Key, value = point.Value, timestamp = point.Timestamp, step = point.Step,
        }),
    });

    private static async Task<string> CreateRunAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes("""{"experiment_id":"0"}""");
        var answer = await PostAsync(client, "runs/create", body, cancellationToken);
        return JsonDocument.Parse(answer).RootElement.GetProperty("run").GetProperty("info").GetProperty("run_id")
            .GetString()!;
    }

    private static async Task<string> PostAsync(
        HttpClient client, string path, byte[] body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await client.PostAsync("api/2.0/mlflow/" + path, content, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private readonly record struct Point(string Key, double Value, long Timestamp, long Step);

    private sealed class BareTable : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _insert;

        public BareTable(string file)
        {
            _connection = new SqliteConnection($"Data Source={file};Pooling=False");
            _connection.Open();
            Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
            Execute("""
                CREATE TABLE metrics(run_id TEXT NOT NULL, key TEXT NOT NULL, value REAL NOT NULL,
                timestamp INTEGER NOT NULL, step INTEGER NOT NULL)
                """);
            _insert = _connection.CreateCommand();
            _insert.CommandText = "INSERT INTO metrics VALUES ($run, $key, $value, $timestamp, $step)";
            foreach (var name in new[] { "$run", "$key", "$value", "$timestamp", "$step" })
            {
                _insert.Parameters.AddWithValue(name, 0L);
            }

            _insert.Prepare();
        }

        public Task InsertAsync(string runId, Point[] points)
        {
            using var transaction = _connection.BeginTransaction();
            _insert.Transaction = transaction;
            _insert.Parameters[0].Value = runId;
            foreach (var point in points)
            {
                _insert.Parameters[1].Value = point.Key;
                _insert.Parameters[2].Value = point.Value;
                _insert.Parameters[3].Value = point.Timestamp;
                _insert.Parameters[4].Value = point.Step;
                _insert.ExecuteNonQuery();
            }

            transaction.Commit();
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            _insert.Dispose();
            _connection.Dispose();
        }

        private void Execute(string sql)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
