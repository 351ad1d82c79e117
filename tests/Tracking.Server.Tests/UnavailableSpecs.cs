using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Tracking.Artifacts;
using Tracking.Artifacts.Uploads;
using Tracking.Core.Errors;
using Tracking.Server.Artifacts;
using Tracking.Server.Errors;

namespace Tracking.Server.Tests;

public sealed class UnavailableSpecs
{
    [Fact]
    public Task A_busy_store_is_unavailable_with_a_time_to_retry() =>
        AssertUnavailableAsync(
            _ => throw new TrackingException(ErrorCode.TemporarilyUnavailable, "The server is busy."), "busy");

    [Fact]
    public Task A_full_artifact_disk_is_unavailable_with_a_time_to_retry() =>
        AssertUnavailableAsync(
            context => ArtifactContent.TakeAsync(context, new FullDisk(), ArtifactPath.Parse("a/b.txt")),
            "disk is full");

    private static async Task AssertUnavailableAsync(RequestDelegate request, string named)
    {
        var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };

        await new ErrorAnswers(request, NullLogger<ErrorAnswers>.Instance).InvokeAsync(context);

        var text = Encoding.UTF8.GetString(body.ToArray());
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, context.Response.StatusCode);
        Assert.Equal("1", context.Response.Headers.RetryAfter.ToString());
        Assert.Contains("TEMPORARILY_UNAVAILABLE", text);
        Assert.Contains(named, text);
    }

    /// <summary>A store on a disk without space: every write ends in ENOSPC.</summary>
    private sealed class FullDisk : IArtifactStore
    {
        private const int NoSpaceLeft = 28;

        public Task WriteAsync(ArtifactPath path, Stream content, CancellationToken cancellationToken) =>
            throw new IOException("No space left on device", NoSpaceLeft);

        public IMultipartUploads Uploads => throw new NotSupportedException();

        public IPresignedUrls? Presigned => null;

        public Task<IArtifactFile> OpenAsync(ArtifactPath path, CancellationToken cancellationToken) =>
            throw new FileNotFoundException();

        public Task<ArtifactEntry?> StatAsync(ArtifactPath path, CancellationToken cancellationToken) =>
            Task.FromResult<ArtifactEntry?>(null);

        public Task<ArtifactPage> ListPageAsync(
            ArtifactPath folder, string? after, int maxEntries, CancellationToken cancellationToken) =>
            Task.FromResult(ArtifactPage.Empty);

        public Task DeleteAsync(ArtifactPath path, CancellationToken cancellationToken) => Task.CompletedTask;

        public bool TryLocate(string location, out ArtifactPath path)
        {
            path = default;
            return false;
        }
    }
}
