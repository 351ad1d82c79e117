using System.Globalization;
using System.Text;
using Tracking.Core.Lifecycle;
using Tracking.Core.Runs;
using Tracking.Stores;

/// <summary>Creates runs with keys, several at a time, until it is killed, and says which were answered.</summary>
internal static class Creating
{
    private const int Clients = 4;

    public static async Task RunAsync(string database)
    {
        await using var stores = await TrackingStores.OpenAsync(
            new SqliteStoreConfig(database), TimeProvider.System, CancellationToken.None);
        await stores.Experiments.EnsureDefaultAsync("mlflow-artifacts:/", CancellationToken.None);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var number = Interlocked.Increment(ref next).ToString(CultureInfo.InvariantCulture);
                await stores.Runs.CreateAsync(NewRun(number), CancellationToken.None);
                Console.WriteLine(number);
            }
        })));
    }

    private static NewRun NewRun(string number) => new("run" + number, 0, "user", "name", 0, [])
    {
        Once = new CreateOnce<Run>(
            new IdempotencyKey("key" + number, "print"), run => Encoding.UTF8.GetBytes(run.Info.RunId)),
    };
}
