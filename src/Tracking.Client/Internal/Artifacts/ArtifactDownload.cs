using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Tracking.Client.Internal.Transport;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>
/// Gets one file into a partial one, from where it stopped if the server still has the same version. Rounds that bring
/// it forward do not count as retries.
/// </summary>
internal sealed class ArtifactDownload(HttpTransport transport, OutgoingCall get, PartialFile part)
{
    private const int BufferBytes = 128 * 1024;
    private const long WorthAnotherRoundBytes = 1024 * 1024;

    private readonly StallWatch _watch = new();

    /// <summary>Called with the file's length so far whenever it grows.</summary>
    internal Action<long>? Grew { get; init; }

    /// <summary>The tag of what was downloaded; null when the server gives none.</summary>
    internal string? Tag { get; private set; }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var before = part.Length; ; before = part.Length)
        {
            try
            {
                await RoundAsync(cancellationToken);
                return;
            }
            catch (TrackingClientException broken)
                when (broken.IsBrokenTransfer && part.Tag is not null && part.Length >= before + WorthAnotherRoundBytes)
            {
                // Got forward, and can go on from there: the connection is bad, but not dead.
            }
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        var call = get with
        {
            Progress = _watch,
            AlsoGood = HttpStatusCode.RequestedRangeNotSatisfiable,
            Prepare = AskForTheRest,
            ReadAnswer = ReadAsync,
        };
        using var answer = await transport.SendAsync(call, cancellationToken);
    }

    private void AskForTheRest(HttpRequestMessage request)
    {
        if (part.Tag is not { } tag || part.Length == 0)
            return;
        request.Headers.Range = new RangeHeaderValue(part.Length, null);
        request.Headers.IfRange = new RangeConditionHeaderValue(EntityTagHeaderValue.Parse(tag));
    }

    private async Task ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var headers = answer.Content.Headers;
        Tag = StrongTag(answer) ?? part.Tag;
        switch (answer.StatusCode)
        {
            // Nothing lies behind what is here: an earlier process got all of it.
            case HttpStatusCode.RequestedRangeNotSatisfiable when headers.ContentRange?.Length == part.Length:
                return;
            case HttpStatusCode.RequestedRangeNotSatisfiable:
            case HttpStatusCode.PartialContent when headers.ContentRange?.From != part.Length:
                throw NotTheRest();
            case HttpStatusCode.PartialContent:
                await using (var rest = part.Continue())
                    await CopyAsync(answer, rest, cancellationToken);
                break;
            default:
                await using (var whole = await part.BeginAsync(StrongTag(answer), cancellationToken))
                    await CopyAsync(answer, whole, cancellationToken);
                break;
        }

        if ((headers.ContentRange?.Length ?? headers.ContentLength ?? part.Length) != part.Length)
            throw NotTheRest();
    }

    private async Task CopyAsync(HttpResponseMessage answer, FileStream target, CancellationToken cancellationToken)
    {
        await using var source = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                _watch.Moved();
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                Grew?.Invoke(target.Position);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private HttpIOException NotTheRest()
    {
        part.Delete();
        return new HttpIOException(
            HttpRequestError.InvalidResponse, "the server sent another part than it was asked for");
    }

    private static string? StrongTag(HttpResponseMessage answer) =>
        answer.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;
}
