using System.Globalization;
using Tracking.Core.Metrics;
using Tracking.Core.Runs;
using Tracking.Stores;

if (args[0] == "gc")
{
    await Collecting.RunAsync(args[1], args[2]);
    return;
}

if (args[0] == "create")
{
    await Creating.RunAsync(args[1]);
    return;
}

// Writes batches of points until it is killed, and says which were acknowledged: "client batch" per line.
// Arguments: database (a file or a URI), number of clients, first batch.
const int PointsPerBatch = 50;
var (clients, firstBatch) = (
    int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture));
await using var stores = await TrackingStores.OpenAsync(
    StoreUri.Parse(args[0]), TimeProvider.System, CancellationToken.None);
await stores.Experiments.EnsureDefaultAsync("mlflow-artifacts:/", CancellationToken.None);
await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => WriteAsync(client))));

async Task WriteAsync(int client)
{
    var runId = string.Create(CultureInfo.InvariantCulture, $"run-{client}");
    await stores.Runs.CreateAsync(new NewRun(runId, 0, "user", "name", 0, []), CancellationToken.None);
    for (var batch = firstBatch; ; batch++)
    {
        var points = Enumerable.Range(batch * PointsPerBatch, PointsPerBatch)
            .Select(step => new LoggedMetric("loss", new MetricPoint(step, step, step)));
        var param = new Param(string.Create(CultureInfo.InvariantCulture, $"p{batch}"), "1");
        await stores.Runs.LogAsync(new RunBatch(runId, [.. points], [param], []), CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{client} {batch}"));
    }
}
