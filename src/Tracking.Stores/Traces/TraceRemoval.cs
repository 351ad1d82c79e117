using Tracking.Core.Traces;
using Tracking.Stores.Dialects;
using Tracking.Stores.Experiments;

namespace Tracking.Stores.Traces;

/// <summary>Deletes traces in slices, so that no delete holds up other writers for long.</summary>
internal sealed class TraceRemoval(StoreDatabase database, TraceDeletion deletion)
{
    private const int SliceTraces = 50;

    /// <summary>Where the files of the deleted traces lie.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var locations = new List<string>();
        if (deletion.MaxTimestampMs is not { } time)
        {
            foreach (var ids in deletion.TraceIds.Distinct().Chunk(SliceTraces))
            {
                locations.AddRange(await database.WriteAsync(
                    session => Delete(session, FindNamed(session, ids)), cancellationToken));
            }

            return locations;
        }

        int slice;
        IReadOnlyList<string> deleted;
        do
        {
            slice = Math.Min((deletion.MaxTraces ?? int.MaxValue) - locations.Count, SliceTraces);
            deleted = await database.WriteAsync(
                session => Delete(session, FindOldest(session, time, slice)), cancellationToken);
            locations.AddRange(deleted);
        }
        while (deleted.Count == SliceTraces);

        return locations;
    }

    private IReadOnlyList<string> Delete(WriteSession session, List<(long Key, string Id)> traces)
    {
        if (traces.Count == 0)
        {
            return [];
        }

        session.Statement(TraceSql.Delete).Bind(1, JsonKeys.Of(traces.Select(trace => trace.Key))).Run();
        var location = ExperimentStore.LocationOf(session, deletion.ExperimentId);
        return [.. traces.Select(trace => ArtifactLocation.OfTrace(location, trace.Id))];
    }

    private List<(long Key, string Id)> FindNamed(StoreSession session, IEnumerable<string> ids)
    {
        var found = new List<(long Key, string Id)>();
        foreach (var id in ids)
        {
            var row = session.Statement(TraceSql.SelectNamed).Bind(1, deletion.ExperimentId).Bind(2, id);
            if (row.SingleInt64() is { } key)
            {
                found.Add((key, id));
            }
        }

        return found;
    }

    private List<(long Key, string Id)> FindOldest(StoreSession session, long time, int limit)
    {
        var found = new List<(long Key, string Id)>();
        var row = session.Statement(TraceSql.SelectOldest).Bind(1, deletion.ExperimentId).Bind(2, time).Bind(3, limit);
        while (row.Step())
        {
            found.Add((row.Int64(0), row.Text(1)));
        }

        return found;
    }
}
