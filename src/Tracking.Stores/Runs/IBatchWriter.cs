namespace Tracking.Stores.Runs;

/// <summary>Writes what a run logs.</summary>
internal interface IBatchWriter
{
    /// <summary>The last that a transaction does: where that saves a round trip, the commit goes along with it.</summary>
    /// <exception cref="Core.Errors.TrackingException">There is no such run or model, or a param would change.</exception>
    void Write(PreparedBatch prepared);
}
