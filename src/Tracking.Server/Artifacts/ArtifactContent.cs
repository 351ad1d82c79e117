using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tracking.Artifacts;
using Tracking.Core.Errors;

namespace Tracking.Server.Artifacts;

/// <summary>
/// Sends and takes the bytes of artifacts. They are made by anyone who may log, so a browser only ever gets them as a
/// download, and what opens them all the same runs no script.
/// </summary>
internal static class ArtifactContent
{
    /// <summary>The query parameter that asks for a folder as one file: <c>archive=zip</c>.</summary>
    public const string ArchiveParameter = "archive";

    private const int CopyBufferBytes = 128 * 1024;
    private const int MaxOpenAttempts = 3;

    /// <summary>Sends a file, a part of it or that it is unchanged; a folder as a ZIP if asked to.</summary>
    /// <exception cref="TrackingException">There is no such file.</exception>
    public static async Task SendAsync(HttpContext context, IArtifactStore store, ArtifactPath path)
    {
        if (IsArchive(context.Request))
        {
            await ArtifactZip.SendAsync(context, store, path);
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SendFileAsync(context, store, path);
                return;
            }
            catch (ArtifactChangedException) when (attempt < MaxOpenAttempts && !context.Response.HasStarted)
            {
                // Replaced between the look at it and the first byte: the new one is sent.
                context.Response.Clear();
            }
        }
    }

    public static bool IsArchive(HttpRequest request)
    {
        var archive = request.Query[ArchiveParameter].ToString();
        return archive.Length > 0 && (archive == "zip"
            ? true
            : throw ParameterErrors.Invalid($"The archive '{archive}' is unknown; expected 'zip'."));
    }

    /// <exception cref="TrackingException">The path is taken by a folder, or the disk is full.</exception>
    public static Task TakeAsync(HttpContext context, IArtifactStore store, ArtifactPath path) =>
        TakeAsync(() => store.WriteAsync(path, context.Request.Body, context.RequestAborted));

    /// <exception cref="TrackingException">The path is taken by a folder, or the disk is full.</exception>
    public static async Task TakeAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (ArtifactConflictException error)
        {
            throw ParameterErrors.Invalid(error.Message);
        }
        catch (IOException error) when (IsDiskFull(error))
        {
            throw new TrackingException(
                ErrorCode.TemporarilyUnavailable,
                "The server's disk is full: the artifact was not stored. Retry when there is space.",
                error);
        }
    }

    public static TrackingException Missing(ArtifactPath path, Exception? cause = null)
    {
        var message = $"No such artifact: '{path}'";
        return cause is null
            ? new TrackingException(ErrorCode.ResourceDoesNotExist, message)
            : new TrackingException(ErrorCode.ResourceDoesNotExist, message, cause);
    }

    /// <summary>Whatever the content is, it is saved, not shown, and has no rights on this origin.</summary>
    public static void Protect(HttpResponse response, string fileName)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-cache";
    }

    private static async Task SendFileAsync(HttpContext context, IArtifactStore store, ArtifactPath path)
    {
        using var file = await OpenAsync(store, path, context.RequestAborted);
        var (request, response) = (context.Request, context.Response);
        var tag = new EntityTagHeaderValue($"\"{file.Entry.Tag}\"");
        var conditions = new Preconditions(request.GetTypedHeaders(), tag, file.Entry.ModifiedAt);
        Protect(response, path.Name);
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ETag = tag.ToString();
        response.Headers.LastModified = HeaderUtilities.FormatDate(file.Entry.ModifiedAt);
        switch (conditions.Outcome)
        {
            case PreconditionOutcome.NotModified:
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            case PreconditionOutcome.Failed:
                response.StatusCode = StatusCodes.Status412PreconditionFailed;
                return;
        }

        response.ContentType = ArtifactTypes.TypeOf(path.Name);
        if (SelectPart(request, response, conditions, file.Entry.SizeBytes) is { } part)
        {
            await SendPartAsync(context, file, part);
        }
    }

    /// <summary>Sets status and length; null when the range lies beyond the end.</summary>
    private static ByteRange? SelectPart(
        HttpRequest request, HttpResponse response, Preconditions conditions, long size)
    {
        var range = HttpMethods.IsGet(request.Method) && conditions.AllowRange(request.Headers)
            ? ByteRange.Parse(request.Headers.Range, size)
            : null;
        if (range is { Length: < 1 })
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{size}");
            response.ContentType = null;
            response.ContentLength = 0;
            return null;
        }

        if (range is { } part)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange =
                string.Create(CultureInfo.InvariantCulture, $"bytes {part.First}-{part.Last}/{size}");
        }

        var selected = range ?? ByteRange.Whole(size);
        response.ContentLength = selected.Length;
        return selected;
    }

    private static async Task SendPartAsync(HttpContext context, IArtifactFile file, ByteRange part)
    {
        if (HttpMethods.IsHead(context.Request.Method) || part.Length == 0)
        {
            return;
        }

        await using var content = await file.ReadAsync(part.First, part.Length, context.RequestAborted);
        await content.CopyToAsync(context.Response.Body, CopyBufferBytes, context.RequestAborted);
    }

    private static async Task<IArtifactFile> OpenAsync(
        IArtifactStore store, ArtifactPath path, CancellationToken cancellationToken)
    {
        try
        {
            return await store.OpenAsync(path, cancellationToken);
        }
        catch (FileNotFoundException error)
        {
            throw Missing(path, error);
        }
    }

    /// <summary>ENOSPC on Unix, ERROR_DISK_FULL on Windows.</summary>
    private static bool IsDiskFull(IOException error) => (error.HResult & 0xffff) is 28 or 112;
}
