using System.Text;
using Tracking.Artifacts;

namespace Tracking.Client.Internal.Artifacts.Cache;

/// <summary>
/// Downloads models through a cache on this disk: a file that is there already is not fetched again, one that breaks
/// off goes on later, and what has a digest is checked. Several processes may use one cache at once; the second waits
/// for the file that the first is fetching.
/// </summary>
internal sealed class ModelCache(TrackingClientOptions options, ArtifactTransfer transfer)
{
    private const int Fetches = 2;

    // Longer than anybody waits before trying again, short enough that nothing piles up.
    private static readonly TimeSpan PartsKeptFor = TimeSpan.FromDays(7);

    private readonly ContentStore _contents = new(options.CacheFolder, options.CacheMaxBytes, options.Time);

    /// <summary>Downloads all files of a location into a folder that does not exist yet, or is empty.</summary>
    internal async Task DownloadAsync(
        IArtifactLocation location, string targetFolder, TransferMeter meter, CancellationToken cancellationToken)
    {
        await using var staged = await StagedFolder.OpenAsync(targetFolder, "", cancellationToken);
        try
        {
            var files = await new ArtifactWalk(location, transfer.Bounded(cancellationToken))
                .BelowAsync(ArtifactPath.Root);
            meter.Expect(files.Count, ArtifactTransfer.SizeOf(files));
            var digests = await FetchDigestsAsync(location, files, staged, cancellationToken);
            await Parallel.ForEachAsync(files, transfer.Bounded(cancellationToken), async (file, token) =>
            {
                var target = staged.PathOf(file.Path.Value);
                await FetchAsync(location, file, digests, target, meter, token);
                meter.FileDone(file.Path.Value, new FileInfo(target).Length);
            });
            staged.Commit(files.Select(file => file.Path.Value));
            Trim();
        }
        catch (Exception failure)
        {
            // What is worth keeping lies in the cache.
            staged.Discard();
            if (DiskSpace.IsFull(failure))
                throw DiskSpace.Full(staged.Target, "the model", failure);
            throw;
        }
    }

    /// <summary>The list that came with the model; an empty one where there is none.</summary>
    private static async Task<DigestList> FetchDigestsAsync(
        IArtifactLocation location,
        IReadOnlyList<LocatedArtifact> files,
        StagedFolder staged,
        CancellationToken cancellationToken)
    {
        if (files.FirstOrDefault(file => file.Path.Value == DigestList.FileName) is not { } list)
            return new DigestList();
        var part = await staged.PartAsync("." + DigestList.FileName, cancellationToken);
        await location.DownloadAsync(list.Path, part, static _ => { }, cancellationToken);
        return await DigestList.ReadAsync(part.FullPath, cancellationToken);
    }

    private async Task FetchAsync(
        IArtifactLocation location,
        LocatedArtifact file,
        DigestList digests,
        string target,
        TransferMeter meter,
        CancellationToken cancellationToken)
    {
        var place = new CachePlace(options.CacheFolder, location.UriOf(file.Path)!);
        await using var turn = await FileTurn.TakeAsync(place.Turn, cancellationToken);
        var expected = digests.Of(file.Path.Value);
        if (await FindAsync(location, file, place, expected, cancellationToken) is { } known
            && await _contents.TryCopyAsync(known, target, cancellationToken))
            return;

        var part = await PartialFile.FindAsync(place.Part, place.PartTag, cancellationToken);
        try
        {
            var wanted = new WantedFile(file, place, expected);
            var entry = await DownloadAsync(location, wanted, part, meter, cancellationToken);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // Before the cache has it, which another process may trim at any time.
            File.Copy(part.FullPath, target, overwrite: true);
            _contents.Adopt(part, entry.Digest);
            await entry.WriteAsync(place.Entry, cancellationToken);
        }
        catch (Exception failure) when (!ArtifactTransfer.CanGoOn(failure))
        {
            part.Delete();
            throw;
        }
    }

    /// <summary>
    /// The digest of what lies there now, if it was fetched before. By the list, by the server's tag, or else by the
    /// size: models do not change once they are logged.
    /// </summary>
    private static async Task<string?> FindAsync(
        IArtifactLocation location,
        LocatedArtifact file,
        CachePlace place,
        string? expected,
        CancellationToken cancellationToken)
    {
        if (expected is not null)
            return expected;
        var entry = await CacheEntry.ReadAsync(place.Entry, cancellationToken);
        if (entry is null || entry.Uri != place.Uri.AbsoluteUri || (file.SizeBytes ?? entry.Size) != entry.Size)
            return null;
        var isCurrent = entry.Tag is null || await location.IsStillAsync(file.Path, entry.Tag, cancellationToken);
        return isCurrent ? entry.Digest : null;
    }

    private static async Task<CacheEntry> DownloadAsync(
        IArtifactLocation location,
        WantedFile wanted,
        PartialFile part,
        TransferMeter meter,
        CancellationToken cancellationToken)
    {
        var (file, place, expected) = wanted;
        for (var fetch = 1; ; fetch++)
        {
            var tag = await location.DownloadAsync(
                file.Path, part, length => meter.FileAt(file.Path.Value, length), cancellationToken);
            var digest = await DigestList.HashAsync(part.FullPath, cancellationToken);
            if (expected is null || digest == expected)
                return new CacheEntry(place.Uri.AbsoluteUri, digest, part.Length, tag);
            part.Delete();
            if (fetch == Fetches)
                throw Corrupted(file, $"its SHA-256 is {digest}, but {expected} was logged");
        }
    }

    /// <summary>A file, where the cache keeps it, and its digest where that is known.</summary>
    private sealed record WantedFile(LocatedArtifact File, CachePlace Place, string? Digest);

    private void Trim()
    {
        _contents.Trim();
        var oldest = options.Time.GetUtcNow().UtcDateTime - PartsKeptFor;
        var parts = new DirectoryInfo(CachePlace.PartsIn(options.CacheFolder));
        foreach (var file in parts.Exists ? parts.EnumerateFiles() : [])
        {
            if (file.LastWriteTimeUtc < oldest)
                file.Delete();
        }
    }

    private static TrackingClientException Corrupted(LocatedArtifact file, string why) =>
        new(TrackingClientException.DataCorrupted, $"The file '{file.Path}' was damaged on its way: {why}");
}

/// <summary>Where the cache keeps what it knows of one URI.</summary>
internal sealed class CachePlace(string folder, Uri uri)
{
    private readonly string _key = DigestList.Hash(Encoding.UTF8.GetBytes(uri.AbsoluteUri));

    internal Uri Uri { get; } = uri;

    internal string Entry => Path.Join(folder, "entries", _key + ".json");

    internal string Part => Path.Join(PartsIn(folder), _key);

    internal string PartTag => Part + ".tag";

    /// <summary>Shared by a few URIs: files of turns are never deleted, so that their number is bounded.</summary>
    internal string Turn => Path.Join(folder, "turns", _key[..2]);

    internal static string PartsIn(string folder) => Path.Join(folder, "parts");
}
