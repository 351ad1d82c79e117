namespace Tracking.Core.Lifecycle;

/// <summary>Remembers what creates answered under their keys.</summary>
public interface IIdempotencyStore
{
    Task<StoredAnswer?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Forgets a few of the keys made before a time, and of those beyond a number; how many it were.</summary>
    Task<int> PruneAsync(long createdBeforeMs, int keptMax, CancellationToken cancellationToken);
}

/// <summary>The answer to a create that was done.</summary>
/// <param name="Fingerprint">Of the request that it answered.</param>
/// <param name="Body">As it was sent.</param>
public sealed record StoredAnswer(string Fingerprint, byte[] Body);
