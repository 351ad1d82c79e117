using Tracking.Stores.Dialects;

namespace Tracking.Stores.Lifecycle;

/// <summary>The traces of an experiment; what belongs to a trace goes with it by ON DELETE CASCADE.</summary>
internal sealed class TraceContent : IExperimentContent
{
    private const string Delete = """
        DELETE FROM trace WHERE trace_key IN (SELECT trace_key FROM trace WHERE experiment_id = ?1 LIMIT ?2)
        """;

    /// <summary>Their files lie in the experiment's folder.</summary>
    public int Remove(WriteSession session, long experimentId, int itemsMax, ICollection<string> artifactUris) =>
        session.Statement(Delete).Bind(1, experimentId).Bind(2, (long)itemsMax).Change();
}
