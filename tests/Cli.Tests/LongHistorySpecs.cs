using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tracking.TestKit;

namespace Tracking.Cli.Tests;

/// <summary>Memory of the server's process while a history far larger than it is read whole.</summary>
public sealed class LongHistorySpecs : IDisposable
{
    private const int Batches = 2_000;
    private const int PointsPerBatch = 1_000;
    private const long GrowthBytesMax = 50_000_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("dotnet")]
    public async Task Two_million_points_are_read_whole_in_constant_memory()
    {
        await using var server = CliProcess.Start(_folder.Path, "server", "--port", "0");
        using var http = new HttpClient { BaseAddress = new Uri(await server.AddressAsync(), "api/2.0/mlflow/") };
        using var created = await http.PostAsJsonAsync("runs/create", new { experiment_id = "0" });
        var run = (await created.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        await Parallel.ForAsync(0, Batches, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, token) =>
        {
            using var answer = await http.PostAsync("runs/log-batch", BatchOf(run, batch), token);
            answer.EnsureSuccessStatusCode();
        });
        var before = await server.PeakMemoryBytesAsync();

        var (bytes, points) = await ReadAsync(http, $"metrics/get-history?run_id={run}&metric_key=loss");

        Assert.Equal(Batches * PointsPerBatch, points);
        var growth = await server.PeakMemoryBytesAsync() - before;
        Assert.True(bytes > 2 * GrowthBytesMax, $"a history of {bytes:N0} bytes shows nothing");
        Assert.True(growth < GrowthBytesMax, $"it grew by {growth:N0} bytes from {before:N0}");
    }

    private static StringContent BatchOf(string run, int batch)
    {
        var body = new StringBuilder($$"""{"run_id":"{{run}}","metrics":[""");
        for (var i = 0; i < PointsPerBatch; i++)
        {
            var step = (batch * PointsPerBatch) + i;
            var value = 1.0 / (step + 3);
            body.Append(i == 0 ? "" : ",").Append(
                $$"""{"key":"loss","value":{{value:R}},"timestamp":{{1_700_000_000_000 + step}},"step":{{step}}}""");
        }

        return new StringContent(body.Append("]}").ToString(), Encoding.UTF8, "application/json");
    }

    /// <summary>Counts the points by what each of them has once, without holding the answer.</summary>
    private static async Task<(long Bytes, int Points)> ReadAsync(HttpClient http, string path)
    {
        await using var content = await http.GetStreamAsync(path);
        var buffer = new byte[1 << 16];
        var (bytes, points, read) = (0L, 0, 0);
        while ((read = await content.ReadAsync(buffer)) > 0)
        {
            bytes += read;
            points += buffer.AsSpan(0, read).Count((byte)'{');
        }

        return (bytes, points - 1);
    }
}
