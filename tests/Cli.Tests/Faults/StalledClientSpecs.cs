using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Faults;

/// <summary>Clients that ask for much and stop reading the answer in the midst of it.</summary>
public sealed class StalledClientSpecs : IDisposable
{
    private const string Root = "api/2.0/mlflow/";
    private const int Stalled = 40;
    private const int Batches = 200;

    /// <summary>Forty answers in memory would be several times as much.</summary>
    private const long MemoryGrowthMax = 128L << 20;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Stalled_readers_of_large_answers_cost_neither_memory_nor_snapshots_nor_other_clients()
    {
        await using var server = CliProcess.Start(_folder.Path, "server", "--port", "0");
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        var runId = await LogAsync(http);
        var history = $"{Root}metrics/get-history?run_id={runId}&metric_key=m";
        var whole = await http.GetByteArrayAsync(history);
        var before = server.MemoryBytes;
        var stalled = new List<TcpClient>();
        try
        {
            for (var i = 0; i < Stalled; i++)
            {
                stalled.Add(await StallAsync(http.BaseAddress!, "/" + history));
            }

            await LogBatchAsync(http, runId, Batches);
            Assert.InRange((await http.GetByteArrayAsync(history)).Length, whole.Length + 1, whole.Length * 2);
            Assert.InRange(server.MemoryBytes - before, long.MinValue, MemoryGrowthMax);
            await AssertNoSnapshotIsHeldAsync();
        }
        finally
        {
            stalled.ForEach(client => client.Dispose());
        }

        Assert.True(whole.Length * (long)Stalled > 4 * MemoryGrowthMax, $"{whole.Length} bytes are no large answer.");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Asks, reads the beginning of the answer and no more.</summary>
    private static async Task<TcpClient> StallAsync(Uri server, string target)
    {
        var client = new TcpClient { ReceiveBufferSize = 4_096 };
        await client.ConnectAsync(server.Host, server.Port, Patience.Token());
        var request = $"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Patience.Token());
        var start = new byte[15];
        await client.GetStream().ReadExactlyAsync(start, Patience.Token());
        Assert.Equal("HTTP/1.1 200 OK", Encoding.ASCII.GetString(start));
        return client;
    }

    /// <summary>Everything in the log can go into the database, which a reader's old snapshot would prevent.</summary>
    private async Task AssertNoSnapshotIsHeldAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_folder["mlflow.db"]};Pooling=False");
        await connection.OpenAsync();
        await using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        var deadline = Patience.Token();
        (long Logged, long Moved) frames;
        do
        {
            // The server moves frames itself at times; then this one is busy and asks again.
            deadline.ThrowIfCancellationRequested();
            await using var row = await checkpoint.ExecuteReaderAsync(deadline);
            Assert.True(await row.ReadAsync(deadline));
            frames = (row.GetInt64(1), row.GetInt64(2));
        }
        while (frames.Logged != frames.Moved);
    }

    private static async Task<string> LogAsync(HttpClient http)
    {
        using var response = await http.PostAsync(Root + "runs/create", Json("""{"experiment_id":"0"}"""));
        using var created = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var runId = created.RootElement.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        for (var batch = 0; batch < Batches; batch++)
        {
            await LogBatchAsync(http, runId, batch);
        }

        return runId;
    }

    private static async Task LogBatchAsync(HttpClient http, string runId, int batch)
    {
        var points = Enumerable.Range(batch * 1_000, 1_000).Select(step => string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"key\":\"m\",\"value\":{Math.Sin(step)},\"timestamp\":{1_700_000_000_000 + step},\"step\":{step}}}"));
        using var response = await http.PostAsync(
            Root + "runs/log-batch", Json($$"""{"run_id":"{{runId}}","metrics":[{{string.Join(',', points)}}]}"""));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static StringContent Json(string body) => new(body, new MediaTypeHeaderValue("application/json"));
}
