using Tracking.Core.Lifecycle;
using Tracking.Stores;

/// <summary>
/// Empties the trash of a store a little at a time until it is killed, and says a line at each step. For each line it
/// takes a character from standard input, so that it is never far ahead of who reads them; after the last it runs on.
/// </summary>
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
            Tell($"removed {report.Removed.Count}");
        }
        while (!report.IsComplete);
    }

    private static void Tell(string line)
    {
        Console.WriteLine(line);
        Console.In.Read();
    }

    private sealed class FolderRemover(string root) : IArtifactRemover
    {
        public Task<bool> RemoveAsync(string artifactUri, CancellationToken cancellationToken)
        {
            var folder = Path.Combine(root, artifactUri.Split('/')[^1]);
            Tell($"removing {folder}");
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            return Task.FromResult(true);
        }
    }
}
