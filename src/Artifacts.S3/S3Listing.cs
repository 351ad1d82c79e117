using Amazon.S3;
using Amazon.S3.Model;

namespace Tracking.Artifacts.S3;

/// <summary>Pages of a folder: keys with a common start, cut at the next slash.</summary>
internal sealed class S3Listing(IAmazonS3 client, string bucket, S3Keys keys)
{
    /// <summary>What one request gives at most.</summary>
    internal const int RequestKeys = 1_000;

    // The highest character: whatever a folder holds sorts before it.
    private const string AfterEverything = "\U0010FFFF";

    internal async Task<ArtifactPage> ListAsync(
        ArtifactPath folder, string? after, int maxEntries, CancellationToken cancellationToken)
    {
        var start = keys.StartOf(folder);
        var request = new ListObjectsV2Request
        {
            BucketName = bucket,
            Prefix = start,
            Delimiter = "/",
            StartAfter = StartAfter(start, after),
            MaxKeys = Math.Min(maxEntries + 1, RequestKeys),
        };
        // One more than the page holds, to see whether there is a next one.
        var entries = new List<ArtifactEntry>();
        ListObjectsV2Response response;
        do
        {
            response = await S3Errors.CallAsync(
                $"list '{folder}'", () => client.ListObjectsV2Async(request, cancellationToken));
            entries.AddRange(EntriesOf(response, folder, start, after));
            request.ContinuationToken = response.NextContinuationToken;
        }
        while (entries.Count <= maxEntries && response.IsTruncated == true);

        return entries.Count <= maxEntries
            ? new ArtifactPage(entries, null)
            : new ArtifactPage(entries.GetRange(0, maxEntries), KeyOf(entries[maxEntries - 1]));
    }

    private static string? StartAfter(string start, string? after) =>
        after is null ? null : start + after + (after.EndsWith('/') ? AfterEverything : "");

    private static string KeyOf(ArtifactEntry entry) => ArtifactOrder.KeyOf(entry.Path.Name, entry.IsFolder);

    private static IEnumerable<ArtifactEntry> EntriesOf(
        ListObjectsV2Response response, ArtifactPath folder, string start, string? after)
    {
        var found = new SortedDictionary<string, ArtifactEntry>(Comparer<string>.Create(ArtifactOrder.Compare));
        foreach (var prefix in response.CommonPrefixes ?? [])
        {
            if (S3Keys.TryGetChild(folder, start, prefix, out var path, out _))
                found[path.Name + "/"] = new ArtifactEntry(path, true, 0, DateTimeOffset.UnixEpoch, "");
        }

        foreach (var item in response.S3Objects ?? [])
        {
            // A key that ends in a slash is what consoles make for an empty folder.
            if (S3Keys.TryGetChild(folder, start, item.Key, out var path, out var isFolder) && !isFolder)
            {
                found[path.Name] = new ArtifactEntry(
                    path, false, item.Size ?? 0, TimeOf(item.LastModified), S3File.TagOf(item.ETag));
            }
        }

        return found.Where(pair => after is null || ArtifactOrder.Compare(pair.Key, after) > 0)
            .Select(pair => pair.Value);
    }

    internal static DateTimeOffset TimeOf(DateTime? time) =>
        time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : DateTimeOffset.UnixEpoch;
}
