using Tracking.Core.Lifecycle;
using Tracking.Stores;

/// <summary>Empties the trash of a store a little at a time until it is killed, and says a line at each step.</summary>
internal static class Collecting
{
    public static async Task RunAsync(string database, string folder)
    {
        await using var stores = await TrackingStores.OpenAsync(
            new SqliteStoreConfig(database), TimeProvider.System, CancellationToken.None);
        var collector = new TrashCollector(stores.Trash, new FolderRemover(folder), TimeProvider.System);
        CollectionReport report;
        do
        {
            report = await collector.CollectAsync(
                new CollectionRequest { ItemsMax = 20 }, CancellationToken.None);
            Console.WriteLine($"removed {report.Removed.Count}");
        }
        while (!report.IsComplete);
    }

    private sealed class FolderRemover(string root) : IArtifactRemover
    {
        public Task<bool> RemoveAsync(string artifactUri, CancellationToken cancellationToken)
        {
            var folder = Path.Combine(root, artifactUri.Split('/')[^1]);
            Console.WriteLine($"removing {folder}");
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            return Task.FromResult(true);
        }
    }
}
