namespace Tracking.Stores.Runs;

/// <summary>Writes what a run logs.</summary>
internal interface IBatchWriter
{
    /// <summary>
    /// The last thing that a transaction does: the commit may go along with it. Gives the run as it was before.
    /// </summary>
    /// <exception cref="Core.Errors.TrackingException">There is no such run or model, or a param would
    /// change.</exception>
    RunRow Write(PreparedBatch prepared);
}
