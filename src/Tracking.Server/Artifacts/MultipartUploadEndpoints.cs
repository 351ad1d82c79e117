using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tracking.Artifacts;
using Tracking.Artifacts.Uploads;
using Tracking.Contracts;
using Tracking.Contracts.Artifacts;
using Tracking.Contracts.Json;
using Tracking.Core.Errors;
using Tracking.Server.Hosting;
using Tracking.Server.Messages;

namespace Tracking.Server.Artifacts;

/// <summary>
/// Uploads in parts, as MLflow's clients make them: begin, PUT each part to its URL, complete with the parts' ETags.
/// An upload that broke off is resumed with the parts that are missing.
/// </summary>
internal sealed class MultipartUploadEndpoints(IArtifactStore store, TrackingServerOptions options) : IEndpointGroup
{
    private const string Uploads = ArtifactProxyEndpoints.Root + "mpu/";
    private const string Create = Uploads + "create";
    private const string Resume = Uploads + "resume";
    private const string Complete = Uploads + "complete";
    private const string Abort = Uploads + "abort";
    private const string Part = Uploads + "part";

    private readonly RequestReader<CreateMultipartUploadRequest> _create = new("", options.MaxMessageBytes);
    private readonly RequestReader<ResumeMultipartUploadRequest> _resume = new("", options.MaxMessageBytes);
    private readonly RequestReader<CompleteMultipartUploadRequest> _complete = new("", options.MaxMessageBytes);
    private readonly RequestReader<AbortMultipartUploadRequest> _abort = new("", options.MaxMessageBytes);
    private readonly PartUrls _urls = new(store, options.StaticPrefix, Part);

    public void Map(ApiRoutes routes)
    {
        routes.MapRaw(["POST"], Create + "/{**artifact_path}", CreateAsync);
        routes.MapRaw(["POST"], Resume + "/{**artifact_path}", ResumeAsync);
        routes.MapRaw(["POST"], Complete + "/{**artifact_path}", CompleteAsync);
        routes.MapRaw(["POST"], Abort + "/{**artifact_path}", AbortAsync);
        if (store.Uploads is IPartWriter writer)
        {
            routes.MapRaw(["PUT"], Part + "/{**artifact_path}", context => TakePartAsync(context, writer));
        }
    }

    private async Task CreateAsync(HttpContext context)
    {
        var folder = RequestLinePath.After(context.Request, Create);
        var request = await _create.ReadAsync(context);
        var count = PartCount(request.NumParts);
        var upload = await store.Uploads.BeginAsync(FileOf(folder, request.Path!), context.RequestAborted);
        var answer = new CreateMultipartUploadResponse
        {
            UploadId = upload.Id,
            Credentials = await _urls.OfAsync(context, upload, Enumerable.Range(1, count)),
        };
        await Answer.WriteAsync(context, answer, WireJson.Default.CreateMultipartUploadResponse);
    }

    private async Task ResumeAsync(HttpContext context)
    {
        var folder = RequestLinePath.After(context.Request, Resume);
        var request = await _resume.ReadAsync(context);
        var count = PartCount(request.NumParts);
        var upload = UploadOf(folder, request.Path!, request.UploadId);
        var arrived = await store.Uploads.ListPartsAsync(upload, context.RequestAborted);
        var missing = Enumerable.Range(1, count).Except(arrived.Select(part => part.Number));
        var answer = new ResumeMultipartUploadResponse
        {
            UploadId = upload.Id,
            Credentials = await _urls.OfAsync(context, upload, missing),
            Parts = [.. arrived.Select(part => new MultipartUploadPart
            {
                PartNumber = part.Number,
                Etag = $"\"{part.Tag}\"",
            })],
        };
        await Answer.WriteAsync(context, answer, WireJson.Default.ResumeMultipartUploadResponse);
    }

    private async Task TakePartAsync(HttpContext context, IPartWriter writer)
    {
        var path = RequestLinePath.FileAfter(context.Request, Part);
        var query = context.Request.Query;
        var text = query[PartUrls.NumberParameter].ToString();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < 1 or > ArtifactUpload.MaxParts)
        {
            throw ParameterErrors.Invalid(
                $"'{PartUrls.NumberParameter}' is '{text}'; expected a number in 1..{ArtifactUpload.MaxParts}.");
        }

        ArtifactProxyEndpoints.RaiseBodyLimit(context, options.MaxArtifactBytes);
        var upload = new ArtifactUpload(path, query[PartUrls.UploadParameter].ToString());
        await ArtifactContent.TakeAsync(async () =>
        {
            var part = await writer.WritePartAsync(upload, number, context.Request.Body, context.RequestAborted);
            context.Response.Headers.ETag = new EntityTagHeaderValue($"\"{part.Tag}\"").ToString();
        });
        await Answer.WriteAsync(context, EmptyMessage.Instance, WireJson.Default.EmptyMessage);
    }

    private async Task CompleteAsync(HttpContext context)
    {
        var folder = RequestLinePath.After(context.Request, Complete);
        var request = await _complete.ReadAsync(context);
        var upload = UploadOf(folder, request.Path!, request.UploadId);
        var named = (request.Parts ?? []).Select(ToPart).ToList();
        PartList.Check(named);
        var arrived = await store.Uploads.ListPartsAsync(upload, context.RequestAborted);
        var numbers = named.Select(part => part.Number).ToHashSet();
        var size = arrived.Where(part => numbers.Contains(part.Number)).Sum(part => part.SizeBytes);
        if (size > options.MaxArtifactBytes)
        {
            throw new BadHttpRequestException("Artifact too large.", StatusCodes.Status413PayloadTooLarge);
        }

        await ArtifactContent.TakeAsync(() => store.Uploads.CompleteAsync(upload, named, context.RequestAborted));
        await Answer.WriteAsync(context, EmptyMessage.Instance, WireJson.Default.EmptyMessage);
    }

    private async Task AbortAsync(HttpContext context)
    {
        var folder = RequestLinePath.After(context.Request, Abort);
        var request = await _abort.ReadAsync(context);
        await store.Uploads.AbortAsync(UploadOf(folder, request.Path!, request.UploadId), context.RequestAborted);
        await Answer.WriteAsync(context, EmptyMessage.Instance, WireJson.Default.EmptyMessage);
    }

    private static ArtifactUpload UploadOf(ArtifactPath folder, string path, string? uploadId) =>
        string.IsNullOrEmpty(uploadId)
            ? throw ParameterErrors.Missing("upload_id")
            : new ArtifactUpload(FileOf(folder, path), uploadId);

    /// <summary>Clients send the path of the file on their machine; its name is that of the artifact.</summary>
    private static ArtifactPath FileOf(ArtifactPath folder, string path)
    {
        var name = ArtifactFolders.Requested(path[(path.LastIndexOfAny(['/', '\\']) + 1)..]);
        return name.IsRoot
            ? throw new InvalidArtifactPathException("it ends in a slash; expected the name of a file")
            : folder.Append(name.Value);
    }

    private static int PartCount(long? parts) => parts switch
    {
        null => 1,
        >= 1 and <= ArtifactUpload.MaxParts => (int)parts,
        _ => throw ParameterErrors.Invalid(
            $"'num_parts' is {parts}; expected 1..{ArtifactUpload.MaxParts}. Make the parts larger."),
    };

    private static UploadedPart ToPart(MultipartUploadPart part, int index) => new(
        part.PartNumber is >= 1 and <= ArtifactUpload.MaxParts
            ? (int)part.PartNumber
            : throw ParameterErrors.Invalid(
                $"'parts[{index}].part_number' is {part.PartNumber}; expected 1..{ArtifactUpload.MaxParts}."),
        (part.Etag ?? throw ParameterErrors.Missing($"parts[{index}].etag")).Trim('"'));
}
