using Tracking.Stores.Dialects;

namespace Tracking.Stores.Lifecycle;

/// <summary>Writes down what must still go when the rows of its owner are gone.</summary>
internal static class PendingPurges
{
    private const string InsertSeries = """
        INSERT INTO purge_series(series_id)
        SELECT series_id FROM metric_latest WHERE run_key IN (SELECT value FROM json_each(?))
        """;

    private const string InsertArtifacts = "INSERT INTO purge_artifact(artifact_uri, queued_ms) VALUES(?, ?)";

    public static void AddSeriesOfRuns(WriteSession session, string runKeys) =>
        session.Statement(InsertSeries).Bind(1, runKeys).Run();

    public static void AddArtifacts(WriteSession session, string uri) =>
        session.Statement(InsertArtifacts).Bind(1, uri).Bind(2, session.NowMs).Run();

    /// <summary>
    /// The folder that an id has for itself: <c>ROOT/ID</c> of <c>ROOT/ID/artifacts</c>. A location that does not name
    /// the id may be shared, and is left.
    /// </summary>
    public static string? OwnFolder(string? artifactUri, string id)
    {
        if (artifactUri is null)
        {
            return null;
        }

        var start = artifactUri.LastIndexOf($"/{id}/", StringComparison.Ordinal);
        return start < 0 ? null : artifactUri[..(start + 1 + id.Length)];
    }
}
