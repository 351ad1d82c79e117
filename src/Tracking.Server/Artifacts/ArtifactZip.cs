using System.IO.Compression;
using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Tracking.Artifacts;
using Tracking.Core.Errors;

namespace Tracking.Server.Artifacts;

/// <summary>A folder as one ZIP file, made while it is sent: memory use depends on the number of files only.</summary>
internal static class ArtifactZip
{
    /// <summary>The most files of one archive.</summary>
    public const int MaxFiles = 100_000;

    private const int CopyBufferBytes = 128 * 1024;

    // The format has no years before and none after.
    private static readonly DateTimeOffset FirstTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LastTime = new(2107, 12, 31, 23, 59, 58, TimeSpan.Zero);

    /// <exception cref="TrackingException">There is no such folder, or it holds too many files.</exception>
    public static async Task SendAsync(HttpContext context, IArtifactStore store, ArtifactPath folder)
    {
        var files = await FindFilesAsync(store, folder, context.RequestAborted);
        var response = context.Response;
        ArtifactContent.Protect(response, (folder.IsRoot ? "artifacts" : folder.Name) + ".zip");
        response.ContentType = MediaTypeNames.Application.Zip;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await using var body = new ResponseBuffer(response.BodyWriter);
        await using var zip = await ZipArchive.CreateAsync(
            body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, context.RequestAborted);
        var prefix = folder.IsRoot ? 0 : folder.Value.Length + 1;
        foreach (var file in files)
        {
            await AddAsync(zip, store, file, file.Path.Value[prefix..], context.RequestAborted);
        }
    }

    private static async Task<List<ArtifactEntry>> FindFilesAsync(
        IArtifactStore store, ArtifactPath folder, CancellationToken cancellationToken)
    {
        if (!folder.IsRoot && await store.StatAsync(folder, cancellationToken) is not { IsFolder: true })
        {
            throw ArtifactContent.Missing(folder);
        }

        var files = new List<ArtifactEntry>();
        await foreach (var file in store.FilesBelowAsync(folder, cancellationToken))
        {
            if (files.Count == MaxFiles)
            {
                throw ParameterErrors.Invalid(
                    $"The folder '{folder}' holds more than {MaxFiles} files. Download its folders one by one.");
            }

            files.Add(file);
        }

        return files;
    }

    private static async Task AddAsync(
        ZipArchive zip, IArtifactStore store, ArtifactEntry file, string name, CancellationToken cancellationToken)
    {
        // What is no text is packed or random already.
        var isText = ArtifactTypes.TypeOf(file.Path.Name) == ArtifactTypes.PlainText;
        var entry = zip.CreateEntry(name, isText ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
        entry.LastWriteTime = file.ModifiedAt < FirstTime ? FirstTime
            : file.ModifiedAt > LastTime ? LastTime
            : file.ModifiedAt;
        await using var content = await store.OpenReadAsync(file.Path, cancellationToken);
        await using var target = await entry.OpenAsync(cancellationToken);
        await content.CopyToAsync(target, CopyBufferBytes, cancellationToken);
    }
}
