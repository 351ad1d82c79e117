using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracking.Artifacts;
using Tracking.Artifacts.Uploads;
using Tracking.Contracts.Artifacts;

namespace Tracking.Server.Artifacts;

/// <summary>
/// Where clients PUT the parts of an upload: at the store itself where it has URLs, else at this server. Either way
/// the URL alone is the permission, since MLflow's clients send nothing else with a part.
/// </summary>
internal sealed class PartUrls(IArtifactStore store, string staticPrefix, string route)
{
    public const string UploadParameter = "upload_id";
    public const string NumberParameter = "part_number";

    /// <summary>How long a URL of the store works; a resumed upload gets fresh ones.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public async Task<IReadOnlyList<MultipartUploadCredential>> OfAsync(
        HttpContext context, ArtifactUpload upload, IEnumerable<int> numbers)
    {
        var credentials = new List<MultipartUploadCredential>();
        foreach (var number in numbers)
        {
            credentials.Add(new MultipartUploadCredential
            {
                Url = store.Presigned is { } presigned
                    ? (await presigned.PartUrlAsync(upload, number, Lifetime, context.RequestAborted)).AbsoluteUri
                    : OwnUrl(context.Request, upload, number),
                PartNumber = number,
            });
        }

        return credentials;
    }

    private string OwnUrl(HttpRequest request, ArtifactUpload upload, int number)
    {
        var path = string.Join('/', upload.Path.Value.Split('/').Select(Uri.EscapeDataString));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{request.Scheme}://{request.Host.ToUriComponent()}{staticPrefix}/api/{route}/{path}" +
            $"?{UploadParameter}={upload.Id}&{NumberParameter}={number}");
    }
}
