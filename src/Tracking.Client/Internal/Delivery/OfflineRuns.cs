using Tracking.Client.Internal.Runs;
using Tracking.Client.Internal.Spool;
using Tracking.Client.Internal.Transport;
using Tracking.Contracts;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Delivery;

/// <summary>
/// Creates, once, the runs that were started offline. Each carries a tag with the id that it had offline: whoever is
/// killed between the creation and writing it down finds the run by it, on any server.
/// </summary>
internal sealed class OfflineRuns(RunServices services)
{
    internal const string IdTag = "tracking.offline_id";

    private const string Prefix = "local-";
    private const string ParentTag = "mlflow.parentRunId";

    internal static string NewId() => Prefix + Guid.NewGuid().ToString("n");

    /// <summary>The id of the run that a creation is nested in; null for none.</summary>
    internal static string? ParentOf(CreateRunRequest request) =>
        request.Tags?.FirstOrDefault(tag => tag.Key == ParentTag)?.Value;

    /// <summary>The run of a spool, created now if it never was.</summary>
    internal async Task<CreatedRun> CreateAsync(SpoolFolder folder, CancellationToken cancellationToken)
    {
        if (folder.Created is { } known)
            return known;

        var creation = folder.Manifest.Create!;
        var experimentId = creation.ExperimentName is { } name
            ? (await services.Client.Experiments.GetOrCreateAsync(name, cancellationToken)).ExperimentId
            : creation.Request.ExperimentId;
        var id = folder.Manifest.RunId;
        var info = await FindAsync(experimentId, id, cancellationToken)
            ?? await CreateAsync(creation, experimentId, id, cancellationToken);
        var created = new CreatedRun
        {
            RunId = Api.Required(info.RunId, "run_id"),
            ArtifactUri = info.ArtifactUri,
            Server = services.Api.Transport.BaseUri.AbsoluteUri,
        };
        folder.SetCreated(created);
        return created;
    }

    private async Task<RunInfo> CreateAsync(
        OfflineCreation creation, string? experimentId, string id, CancellationToken cancellationToken)
    {
        var tags = new List<RunTag> { new() { Key = IdTag, Value = id } };
        foreach (var tag in creation.Request.Tags ?? [])
            tags.Add(await ResolveAsync(tag, experimentId, cancellationToken));
        var request = creation.Request with { ExperimentId = experimentId, Tags = tags };
        var answer = await services.Api.CreateAsync(
            Routes.Runs.Create, request, creation.IdempotencyKey, cancellationToken);
        return Api.Required(answer.Run?.Info, "info");
    }

    /// <summary>A parent that was offline too was created before its children, and has another id now.</summary>
    private async Task<RunTag> ResolveAsync(RunTag tag, string? experimentId, CancellationToken cancellationToken) =>
        tag is { Key: ParentTag, Value: { } parent } && parent.StartsWith(Prefix, StringComparison.Ordinal)
            && await FindAsync(experimentId, parent, cancellationToken) is { RunId: { } known }
            ? tag with { Value = known }
            : tag;

    private async Task<RunInfo?> FindAsync(string? experimentId, string id, CancellationToken cancellationToken)
    {
        var request = new SearchRunsRequest
        {
            ExperimentIds = [experimentId ?? "0"],
            Filter = $"tags.`{IdTag}` = '{id}'",
            RunViewType = ViewType.All,
            MaxResults = 1,
        };
        var found = await services.Api.SendAtOnceAsync(Routes.Runs.Search, request, cancellationToken);
        return found.Runs is [{ Info: { } info }, ..] ? info : null;
    }
}
