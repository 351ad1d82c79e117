using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tracking.Artifacts;
using Tracking.Core.Errors;

namespace Tracking.Server.Artifacts;

/// <summary>
/// Sends and takes the bytes of artifacts. They are made by anyone who may log, so a browser only ever gets them as a
/// download.
/// </summary>
internal static class ArtifactContent
{
    private const string Binary = "application/octet-stream";

    private static readonly FrozenSet<string> TextExtensions = FrozenSet.ToFrozenSet(
        [
            "txt", "log", "err", "cfg", "conf", "cnf", "cf", "ini", "properties", "prop", "hocon", "toml", "yaml",
                "yml",
            "xml", "json", "jsonl", "js", "ts", "py", "py3", "cs", "r", "java", "sh", "sql", "csv", "tsv", "md", "rst",
            "jsonnet", "mlmodel", "mlproject", "dockerfile",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["html"] = "text/html",
        ["htm"] = "text/html",
        ["png"] = "image/png",
        ["jpg"] = "image/jpeg",
        ["jpeg"] = "image/jpeg",
        ["gif"] = "image/gif",
        ["webp"] = "image/webp",
        ["bmp"] = "image/bmp",
        ["svg"] = "image/svg+xml",
        ["pdf"] = "application/pdf",
        ["zip"] = "application/zip",
        ["gz"] = "application/gzip",
        ["mp4"] = "video/mp4",
        ["wav"] = "audio/wav",
        ["mp3"] = "audio/mpeg",
        ["geojson"] = "application/geo+json",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The type by the file's name: every kind of text is plain text.</summary>
    public static string TypeOf(string fileName)
    {
        // A file without an extension, such as MLmodel, is known by its name.
        var extension = fileName[(fileName.LastIndexOf('.') + 1)..];
        return TextExtensions.Contains(extension) ? "text/plain" : Types.GetValueOrDefault(extension, Binary);
    }

    /// <exception cref="TrackingException">There is no such file.</exception>
    public static async Task SendAsync(HttpContext context, IArtifactStore store, ArtifactPath path)
    {
        await using var content = await OpenAsync(store, path, context.RequestAborted);
        var response = context.Response;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(path.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.ContentType = TypeOf(path.Name);
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await content.CopyToAsync(response.Body, context.RequestAborted);
        }
    }

    /// <exception cref="TrackingException">The path is taken by a folder, or the disk is full.</exception>
    public static async Task TakeAsync(HttpContext context, IArtifactStore store, ArtifactPath path)
    {
        try
        {
            await store.WriteAsync(path, context.Request.Body, context.RequestAborted);
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

    private static async Task<Stream> OpenAsync(
        IArtifactStore store, ArtifactPath path, CancellationToken cancellationToken)
    {
        try
        {
            return await store.OpenReadAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is FileNotFoundException or ArtifactConflictException)
        {
            throw new TrackingException(ErrorCode.ResourceDoesNotExist, $"No such artifact: '{path}'", error);
        }
    }

    /// <summary>ENOSPC on Unix, ERROR_DISK_FULL on Windows.</summary>
    private static bool IsDiskFull(IOException error) => (error.HResult & 0xffff) is 28 or 112;
}
