using Tracking.Artifacts;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>Moves files and whole folders between this machine and a location, several files at a time.</summary>
internal sealed class ArtifactTransfer(int parallel)
{
    /// <summary>Uploads one file from this machine.</summary>
    internal static Task UploadFileAsync(
        IArtifactLocation location, string file, ArtifactPath path, CancellationToken cancellationToken) =>
        UploadFileAsync(location, file, path, new TransferMeter(null), cancellationToken);

    /// <summary>Uploads one file from this machine, and tells how far it is.</summary>
    internal static async Task UploadFileAsync(
        IArtifactLocation location,
        string file,
        ArtifactPath path,
        TransferMeter meter,
        CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"The file '{file}' to upload does not exist", file);
        var size = new FileInfo(file).Length;
        meter.Expect(1, size);
        await location.UploadFileAsync(path, file, sent => meter.FileAt(path.Value, sent), cancellationToken);
        meter.FileDone(path.Value, size);
    }

    /// <summary>
    /// Uploads all files below a folder, except those that <paramref name="skip"/> names by their relative path.
    /// </summary>
    internal Task UploadFolderAsync(
        IArtifactLocation location,
        string folder,
        ArtifactPath target,
        Func<string, bool> skip,
        CancellationToken cancellationToken) =>
        UploadFolderAsync(
            location, folder, new FolderUpload(target, skip, new TransferMeter(null), null), cancellationToken);

    /// <summary>As the other overload, told how far it is and what the files hold.</summary>
    internal async Task UploadFolderAsync(
        IArtifactLocation location, string folder, FolderUpload upload, CancellationToken cancellationToken)
    {
        var files = LocalFiles.Below(folder).Where(file => !upload.Skip(file))
            .Select(file => (Relative: file, Full: Path.Join(folder, file), Target: upload.Target.Append(file)))
            .Select(file => (file.Relative, file.Full, file.Target, Size: new FileInfo(file.Full).Length))
            .ToList();
        upload.Meter.Expect(files.Count, files.Sum(file => file.Size));
        await Parallel.ForEachAsync(files, Bounded(cancellationToken), async (file, token) =>
        {
            var name = file.Target.Value;
            var hashed = upload.Digests is null ? null : DigestList.HashAsync(file.Full, token);
            await location.UploadFileAsync(
                file.Target, file.Full, sent => upload.Meter.FileAt(name, sent), token);
            upload.Meter.FileDone(name, file.Size);
            if (hashed is not null)
                upload.Digests!.Add(file.Relative, await hashed);
        });
    }

    /// <summary>
    /// Downloads a file or a folder into a folder that does not exist yet, or is empty. It appears as a whole; what
    /// breaks off is continued by the next download of the same to the same place.
    /// </summary>
    /// <returns>The full path of the folder, or of the file in it.</returns>
    internal async Task<string> DownloadAsync(
        IArtifactLocation location,
        ArtifactPath path,
        string targetFolder,
        TransferMeter meter,
        CancellationToken cancellationToken)
    {
        var source = location.UriOf(path)?.AbsoluteUri ?? "";
        await using var staged = await StagedFolder.OpenAsync(targetFolder, source, cancellationToken);
        try
        {
            var files = await new ArtifactWalk(location, Bounded(cancellationToken)).BelowAsync(path);
            // Servers list a file as they list nothing; asking for it tells which.
            var isFile = files.Count == 0 && !path.IsRoot;
            IReadOnlyList<LocatedArtifact> wanted = isFile ? [new LocatedArtifact(path, IsFolder: false)] : files;
            var start = isFile ? path.Parent : path;
            await FetchAsync(location, wanted, file => Relative(start, file), staged, meter, cancellationToken);
            staged.Commit(wanted.Select(file => Relative(start, file.Path)));
            return isFile ? Path.Join(staged.Target, path.Name) : staged.Target;
        }
        catch (Exception failure)
        {
            if (!CanGoOn(failure))
                staged.Discard();
            if (DiskSpace.IsFull(failure))
                throw DiskSpace.Full(staged.Target, $"'{(path.IsRoot ? "the download" : path.Value)}'", failure);
            throw;
        }
    }

    /// <summary>How many files may be moved at once, and until when.</summary>
    internal ParallelOptions Bounded(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };

    /// <summary>Whether what has arrived so far is worth keeping after this failure.</summary>
    internal static bool CanGoOn(Exception failure) =>
        failure is OperationCanceledException or TrackingClientException { MayPass: true };

    /// <summary>The size of all files; null unless every one is known.</summary>
    internal static long? SizeOf(IReadOnlyList<LocatedArtifact> files) =>
        files.All(file => file.SizeBytes is not null) ? files.Sum(file => file.SizeBytes) : null;

    private static string Relative(ArtifactPath start, ArtifactPath file) =>
        start.IsRoot ? file.Value : file.Value[(start.Value.Length + 1)..];

    private async Task FetchAsync(
        IArtifactLocation location,
        IReadOnlyList<LocatedArtifact> files,
        Func<ArtifactPath, string> relative,
        StagedFolder staged,
        TransferMeter meter,
        CancellationToken cancellationToken)
    {
        meter.Expect(files.Count, SizeOf(files));
        await Parallel.ForEachAsync(files, Bounded(cancellationToken), async (file, token) =>
        {
            var part = await staged.PartAsync(relative(file.Path), token);
            await location.DownloadAsync(file.Path, part, length => meter.FileAt(file.Path.Value, length), token);
            meter.FileDone(file.Path.Value, part.Length);
        });
    }
}

/// <summary>What belongs to the upload of a folder besides its path.</summary>
/// <param name="Target">Where its content goes.</param>
/// <param name="Skip">Files that stay behind, by their relative path.</param>
/// <param name="Meter">Told how far it is.</param>
/// <param name="Digests">Gets the digest of each file; null for none.</param>
internal sealed record FolderUpload(
    ArtifactPath Target, Func<string, bool> Skip, TransferMeter Meter, DigestList? Digests);
