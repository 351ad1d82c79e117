using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracking.Artifacts;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Artifacts;
using Tracking.Contracts.Json;

namespace Tracking.Client.Internal.Artifacts.Uploads;

/// <summary>
/// Uploads one file in parts, several at a time; what broke off, also in another process, goes on with what is missing.
/// </summary>
internal sealed class PartedUpload(ProxyAccess access, Uri server, ArtifactPath path, UploadSource source)
{
    /// <summary>Smaller files are sent again as a whole: that is hardly more than a part.</summary>
    internal const long MinFileBytes = 64 * 1024 * 1024;

    private const long MinPartBytes = 16 * 1024 * 1024;
    private const long MaxParts = 10_000;
    private const string Uploads = "api/2.0/mlflow-artifacts/mpu/";

    private readonly Uri _target = new(server, Uploads + RouteCall.EscapePath(path.Value));
    private long _sent;

    /// <summary>Whether an upload of this file to this place broke off earlier.</summary>
    internal bool HasBegun => access.Journal.Has(_target);

    private static long PartBytesOf(long size) => Math.Max(MinPartBytes, (size + MaxParts - 1) / MaxParts);

    /// <summary>False if the server does not take uploads in parts for its store.</summary>
    internal async Task<bool> TryRunAsync(CancellationToken cancellationToken)
    {
        var plan = await ResumeAsync(cancellationToken) ?? await CreateAsync(cancellationToken);
        if (plan is null)
            return false;

        var done = new ConcurrentBag<MultipartUploadPart>(plan.Done);
        Interlocked.Exchange(ref _sent, plan.Done.Sum(part => LengthOf(part.PartNumber ?? 0, plan.Record.PartBytes)));
        source.Sent(_sent);
        var limits = new ParallelOptions
        {
            MaxDegreeOfParallelism = access.ParallelTransfers,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(plan.Missing, limits, async (part, token) =>
            done.Add(await SendAsync(part, plan.Record.PartBytes, token)));
        await CompleteAsync(plan.Record.UploadId, [.. done.OrderBy(part => part.PartNumber)], cancellationToken);
        access.Journal.Forget(_target);
        return true;
    }

    private async Task<Plan?> ResumeAsync(CancellationToken cancellationToken)
    {
        var record = await access.Journal.FindAsync(_target, cancellationToken);
        if (record is null)
            return null;
        if (record.Size != source.Size || record.WrittenAt != source.WrittenAt)
        {
            access.Journal.Forget(_target);
            return null;
        }

        try
        {
            var request = new ResumeMultipartUploadRequest
            {
                Path = path.Name,
                UploadId = record.UploadId,
                NumParts = CountOf(record.PartBytes),
            };
            var answer = await PostAsync("resume", request, WireJson.Default.ResumeMultipartUploadRequest,
                WireJson.Default.ResumeMultipartUploadResponse, cancellationToken);
            return new Plan(record, answer.Parts ?? [], answer.Credentials ?? []);
        }
        catch (TrackingClientException gone) when (!gone.MayPass)
        {
            access.Journal.Forget(_target);
            return null;
        }
    }

    private async Task<Plan?> CreateAsync(CancellationToken cancellationToken)
    {
        var partBytes = PartBytesOf(source.Size);
        var request = new CreateMultipartUploadRequest { Path = path.Name, NumParts = CountOf(partBytes) };
        try
        {
            var answer = await PostAsync("create", request, WireJson.Default.CreateMultipartUploadRequest,
                WireJson.Default.CreateMultipartUploadResponse, cancellationToken);
            var record = new UploadRecord(
                Api.Required(answer.UploadId, "upload_id"), source.Size, source.WrittenAt, partBytes);
            await access.Journal.WriteAsync(_target, record, cancellationToken);
            return new Plan(record, [], Api.Required(answer.Credentials, "credentials"));
        }
        catch (TrackingClientException refused) when (refused.StatusCode is HttpStatusCode.NotImplemented
            or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest)
        {
            return null;
        }
    }

    private async Task<MultipartUploadPart> SendAsync(
        MultipartUploadCredential part, long partBytes, CancellationToken cancellationToken)
    {
        var number = part.PartNumber ?? 0;
        var length = LengthOf(number, partBytes);
        var watch = new StallWatch();
        var call = new OutgoingCall(HttpMethod.Put, new Uri(server, Api.Required(part.Url, "url")),
            $"PUT part {number} of artifact '{path.Value}'")
        {
            Progress = watch,
            Content = () => new FilePartContent(source.File, (number - 1) * partBytes, length, watch)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") },
            },
            Prepare = request =>
            {
                foreach (var (name, value) in part.Headers ?? new Dictionary<string, string>())
                    request.Headers.TryAddWithoutValidation(name, value);
            },
        };
        using var answer = await access.Transport.SendAsync(call, cancellationToken);
        source.Sent(Interlocked.Add(ref _sent, length));
        return new MultipartUploadPart { PartNumber = number, Etag = answer.Headers.ETag?.ToString() };
    }

    private Task<EmptyMessage> CompleteAsync(
        string uploadId, IReadOnlyList<MultipartUploadPart> parts, CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest { Path = path.Name, UploadId = uploadId, Parts = parts };
        return PostAsync("complete", request, WireJson.Default.CompleteMultipartUploadRequest,
            WireJson.Default.EmptyMessage, cancellationToken);
    }

    private async Task<TResponse> PostAsync<TRequest, TResponse>(
        string step,
        TRequest request,
        JsonTypeInfo<TRequest> written,
        JsonTypeInfo<TResponse> read,
        CancellationToken cancellationToken)
        where TResponse : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, written);
        var folder = RouteCall.EscapePath(path.Parent.Value);
        var call = new OutgoingCall(
            HttpMethod.Post, new Uri(server, $"{Uploads}{step}/{folder}"), $"POST mpu/{step} for '{path.Value}'")
        {
            Content = () => new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        using var answer = await access.Transport.SendAsync(call, cancellationToken);
        var json = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(json, read) ?? throw ServerErrors.NotTheApi(call, answer, null);
        }
        catch (JsonException notJson)
        {
            throw ServerErrors.NotTheApi(call, answer, notJson);
        }
    }

    private long CountOf(long partBytes) => (source.Size + partBytes - 1) / partBytes;

    private long LengthOf(long number, long partBytes) =>
        Math.Min(partBytes, source.Size - ((number - 1) * partBytes));

    private sealed record Plan(
        UploadRecord Record,
        IReadOnlyList<MultipartUploadPart> Done,
        IReadOnlyList<MultipartUploadCredential> Missing);
}
