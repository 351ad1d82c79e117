namespace Tracking.Core.Lifecycle;

/// <summary>
/// Keeps the signs of life of runs that send heartbeats, and marks as lost those that stopped: KILLED, with the tag
/// <see cref="LostTag"/>. A lost run that logs or sends a heartbeat is RUNNING again; a status that is set settles it.
/// </summary>
public interface IHeartbeatStore
{
    /// <summary>On a lost run: when it was last heard of, in ISO 8601.</summary>
    const string LostTag = "tracking.lost";

    /// <summary>
    /// Writes signs of life; gives the runs that take none any more because they ended or are deleted.
    /// </summary>
    Task<IReadOnlyList<string>> WriteAsync(IReadOnlyList<Heartbeat> beats, CancellationToken cancellationToken);

    /// <summary>Runs that sent heartbeats, have not ended and are not lost.</summary>
    Task<IReadOnlyList<BeatingRun>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Marks those runs as lost from which nothing was written since they were read; gives them.</summary>
    Task<IReadOnlyList<BeatingRun>> MarkLostAsync(
        IReadOnlyList<BeatingRun> runs, CancellationToken cancellationToken);
}

/// <summary>A sign of life.</summary>
/// <param name="RunId">Whose.</param>
/// <param name="Interval">Until the next one.</param>
/// <param name="SeenMs">When it came, in milliseconds since the epoch: for people only, clocks may jump.</param>
public readonly record struct Heartbeat(string RunId, TimeSpan Interval, long SeenMs);

/// <summary>A run that sends heartbeats.</summary>
/// <param name="RunKey">The store's own number of it.</param>
/// <param name="RunId">As clients know it.</param>
/// <param name="Interval">Between its heartbeats.</param>
/// <param name="Beats">Changes with every sign of life that is written.</param>
public sealed record BeatingRun(long RunKey, string RunId, TimeSpan Interval, long Beats);
