using Tracking.Stores.Dialects;

namespace Tracking.Stores.Lifecycle;

/// <summary>
/// What a feature keeps in experiments besides runs and logged models, such as traces: it goes before its experiment.
/// What belongs to a run goes with the run by ON DELETE CASCADE.
/// </summary>
internal interface IExperimentContent
{
    /// <summary>
    /// Removes at most so many of its things from an experiment and says how many; 0 when none is left. URIs of
    /// folders that were theirs alone are added to <paramref name="artifactUris"/>.
    /// </summary>
    int Remove(WriteSession session, long experimentId, int itemsMax, ICollection<string> artifactUris);
}
