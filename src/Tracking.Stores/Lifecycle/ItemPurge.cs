using System.Globalization;
using Tracking.Core;
using Tracking.Core.Lifecycle;
using Tracking.Stores.Dialects;

namespace Tracking.Stores.Lifecycle;

/// <summary>Removes a few things of one kind in one transaction, or tells which it would remove.</summary>
internal sealed class ItemPurge(TrashKind kind, string keys, long deletedUntilMs)
{
    private const string SelectRunWithin = "SELECT run_id, lifecycle FROM run WHERE experiment_id = ? LIMIT 1";

    private const string SelectActiveRunWithin =
        "SELECT run_id, lifecycle FROM run WHERE experiment_id = ? AND lifecycle = 0 LIMIT 1";

    private const string DeleteDatasets =
        "DELETE FROM dataset WHERE experiment_id IN (SELECT value FROM json_each(?))";

    private readonly TrashSql _sql = TrashSql.Of(kind);
    private readonly List<RemovedItem> _removed = [];
    private readonly List<KeptItem> _kept = [];

    /// <summary>What <see cref="Run"/> would do.</summary>
    public PurgeOutcome Look(StoreSession session)
    {
        _ = Sort(session, _sql.Look, SelectActiveRunWithin);
        return new PurgeOutcome(_removed, _kept);
    }

    public PurgeOutcome Run(WriteSession session)
    {
        var going = Sort(session, _sql.Take, SelectRunWithin);
        var goingKeys = JsonKeys.Of(going.Select(row => row.Key));
        if (kind == TrashKind.Run)
        {
            PendingPurges.AddSeriesOfRuns(session, goingKeys);
        }
        else if (kind == TrashKind.Experiment)
        {
            session.Statement(DeleteDatasets).Bind(1, goingKeys).Run();
        }

        foreach (var row in going)
        {
            if (FolderOf(row) is { } folder)
            {
                PendingPurges.AddArtifacts(session, folder);
            }
        }

        session.Statement(_sql.Delete).Bind(1, goingKeys).Run();
        return new PurgeOutcome(_removed, _kept);
    }

    /// <summary>Those that go; the lists of the outcome are filled.</summary>
    private List<Row> Sort(StoreSession session, string select, string selectRunWithin)
    {
        var rows = ReadRows(session, select);
        if (rows.Count == 0)
        {
            return rows;
        }

        var sources = RegisteredSources.Read(session);
        var going = new List<Row>();
        foreach (var row in rows)
        {
            if (ReasonToStay(session, row, sources, selectRunWithin) is { } reason)
            {
                _kept.Add(new KeptItem(kind, row.Id, reason));
            }
            else
            {
                _removed.Add(new RemovedItem(kind, row.Id));
                going.Add(row);
            }
        }

        return going;
    }

    private List<Row> ReadRows(StoreSession session, string select)
    {
        var rows = new List<Row>();
        var statement = session.Statement(select).Bind(1, keys).Bind(2, deletedUntilMs);
        while (statement.Step())
        {
            var key = statement.Int64(0);
            var id = kind == TrashKind.Experiment ? key.ToString(CultureInfo.InvariantCulture) : statement.Text(1);
            rows.Add(new Row(key, id, statement.NullableText(2)));
        }

        return rows;
    }

    private string? ReasonToStay(StoreSession session, Row row, RegisteredSources sources, string selectRunWithin)
    {
        if (kind != TrashKind.Experiment)
        {
            return sources.VersionWith(row.Id) is { } version ? $"{version} is made of it" : null;
        }

        if (FolderOf(row) is { } folder && sources.VersionBelow(folder) is { } below)
        {
            return $"the files of {below} lie in it";
        }

        var run = session.Statement(selectRunWithin).Bind(1, row.Key);
        if (!run.Step())
        {
            return null;
        }

        var why = run.Int64(1) == (long)LifecycleStage.Active ? "is active" : "was deleted later";
        var reason = $"it holds run '{run.Text(0)}', which {why}";
        run.Reset();
        return reason;
    }

    /// <summary>Of an experiment only the folder that the server chose: one that a user chose may hold more.</summary>
    private string? FolderOf(Row row) => kind != TrashKind.Experiment
        ? PendingPurges.OwnFolder(row.Location, row.Id)
        : row.Location == ArtifactLocation.OfExperiment("mlflow-artifacts:/", row.Key) ? row.Location : null;

    private sealed record Row(long Key, string Id, string? Location);
}
