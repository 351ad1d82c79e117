using System.Text;
using Tracking.Artifacts;
using Tracking.Client.Internal.Artifacts;
using Tracking.Client.Internal.Spool;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Delivery;

/// <summary>The run that a spool is delivered to.</summary>
/// <param name="RunId">The server's id.</param>
/// <param name="ArtifactUri">Where its artifacts go.</param>
/// <param name="FileOf">Gives where a file of the spool lies.</param>
internal sealed record UploadTarget(string RunId, string ArtifactUri, Func<string, string> FileOf)
{
    /// <summary>The id that the run had before it was created; null if it had none.</summary>
    internal string? OfflineId { get; init; }
}

/// <summary>
/// Sends batches to one run until the server has taken or refused them. Of a refused batch only what it refuses is
/// lost: the rest is sent again, key by key.
/// </summary>
internal sealed class RunUploader(
    Api api, ArtifactLocations locations, UploadTarget target, Repeater repeater, Losses losses)
{
    private const int MaxRemembered = 10_000;

    // Refused before, and so refused again: points of such a name cost no further calls.
    private readonly Dictionary<string, TrackingClientException> _refusedNames = [];

    /// <summary>Items that were refused, or dropped before, since the start.</summary>
    internal long Lost => losses.Total;

    /// <summary>Ends when every part was taken or refused.</summary>
    /// <exception cref="TrackingClientException">
    /// The server is not to be had; the batch is to be sent again.
    /// </exception>
    internal async Task SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.Single is { } single)
        {
            await SendSingleAsync(single, cancellationToken);
            return;
        }

        var items = _refusedNames.Count == 0 ? batch.Items : WithoutRefused(batch.Items);
        if (items.Count > 0)
            await SendAsync(batch, items, cancellationToken);
    }

    private async Task SendAsync(Batch batch, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken)
    {
        try
        {
            await repeater.RunAsync(
                token => api.PostOnceAsync(Routes.Runs.LogBatch.Path, batch.BodyOf(target.RunId, items), token),
                cancellationToken);
        }
        catch (TrackingClientException refusal) when (DeliveryFailure.IsRefusal(refusal))
        {
            foreach (var part in Parts(items, refusal))
                await SendAsync(batch, part, cancellationToken);
        }
    }

    /// <summary>What to try instead; none when what was refused is lost.</summary>
    private IEnumerable<IReadOnlyList<BatchItem>> Parts(
        IReadOnlyList<BatchItem> items, TrackingClientException refusal)
    {
        if (DeliveryFailure.IsTooLarge(refusal) && items.Count > 1)
            return items.Chunk((items.Count + 1) / 2);

        var byKey = items.GroupBy(item => (item.Kind, item.Key)).ToList();
        if (byKey.Count > 1 && !DeliveryFailure.ConcernsRun(refusal))
            return byKey.Select(group => group.ToList());

        foreach (var group in byKey)
        {
            losses.Refused(group.Key.Kind, $"{group.Key.Kind} '{group.Key.Key}'", group.Count(), refusal);
            if (group.Key.Kind == RecordKind.Metric && _refusedNames.Count < MaxRemembered)
                _refusedNames[group.Key.Key] = refusal;
        }

        return [];
    }

    private List<BatchItem> WithoutRefused(List<BatchItem> items)
    {
        var rest = new List<BatchItem>(items.Count);
        foreach (var item in items)
        {
            if (item.Kind == RecordKind.Metric && _refusedNames.TryGetValue(item.Key, out var refusal))
                losses.RefusedAgain(refusal);
            else
                rest.Add(item);
        }

        return rest;
    }

    private async Task SendSingleAsync(SingleRecord single, CancellationToken cancellationToken)
    {
        try
        {
            await repeater.RunAsync(token => single.Kind switch
            {
                RecordKind.End => EndAsync(RunEnd.Read(single.Payload), token),
                RecordKind.Call => CallAsync(single, token),
                _ => UploadAsync(single, token),
            }, cancellationToken);
        }
        catch (TrackingClientException refusal) when (DeliveryFailure.IsRefusal(refusal))
        {
            losses.Refused(single.Kind, single.Kind.ToString(), 1, refusal);
        }
        catch (InvalidArtifactPathException bad)
        {
            losses.Refused(single.Kind, single.Kind.ToString(), 1,
                new TrackingClientException(TrackingClientException.InvalidParameterValue, bad.Message));
        }
    }

    /// <summary>A run of which something was lost did not finish as it should.</summary>
    internal async Task EndAsync(RunEnd end, CancellationToken cancellationToken)
    {
        var lost = losses.Peek();
        var status = lost is not null && end.Status == RunStatus.Finished ? RunStatus.Failed : end.Status;
        var update = new UpdateRunRequest { RunId = target.RunId, Status = status, EndTime = end.EndTimeMs };
        await api.SendOnceAsync(Routes.Runs.Update, update, cancellationToken);
        if ((end.Failure ?? (lost is null ? null : FailureText.Of(lost))) is { } text)
            await api.SendOnceAsync(
                Routes.Runs.SetTag,
                new SetTagRequest { RunId = target.RunId, Key = FailureText.Tag, Value = text },
                cancellationToken);
    }

    private Task CallAsync(SingleRecord single, CancellationToken cancellationToken)
    {
        single.AsRecord().Split(out var path, out var body);
        var json = Encoding.UTF8.GetString(body);
        if (target.OfflineId is { } id)
            json = json.Replace(id, target.RunId, StringComparison.Ordinal);
        return api.PostOnceAsync(Encoding.UTF8.GetString(path), Encoding.UTF8.GetBytes(json), cancellationToken);
    }

    private async Task UploadAsync(SingleRecord single, CancellationToken cancellationToken)
    {
        try
        {
            await StartUpload(single, cancellationToken);
        }
        catch (FileNotFoundException gone)
        {
            throw new TrackingClientException(TrackingClientException.InvalidParameterValue, gone.Message, null, gone);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A shared folder that is away or full, like a server that is.
            throw new TrackingClientException(
                TrackingClientException.ServerUnreachable, failure.Message, null, failure);
        }
    }

    private Task StartUpload(SingleRecord single, CancellationToken cancellationToken)
    {
        single.AsRecord().Split(out var first, out var second);
        var path = ArtifactPath.Parse(Encoding.UTF8.GetString(first));
        var location = locations.Open(target.ArtifactUri);
        if (single.Kind == RecordKind.File)
        {
            var file = target.FileOf(Encoding.UTF8.GetString(second));
            return ArtifactTransfer.UploadFileAsync(location, file, path, cancellationToken);
        }

        var content = second.ToArray();
        return location.UploadAsync(path, () => new MemoryStream(content), cancellationToken);
    }
}
