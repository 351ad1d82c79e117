namespace Tracking.Stores.Maintenance;

/// <summary>What a database's owner does with it besides serving it.</summary>
internal interface IStoreMaintenance
{
    Task<StoreCheck> CheckAsync(CancellationToken cancellationToken);

    /// <summary>The version of the schema; 0 for a database that is missing or empty.</summary>
    Task<long> ReadVersionAsync(CancellationToken cancellationToken);

    /// <summary>A copy of the database as it is at one moment, while servers work on it.</summary>
    Task BackUpAsync(string target, CancellationToken cancellationToken);

    /// <summary>Gives unused space back; nobody else may use the database meanwhile.</summary>
    Task CompactAsync(CancellationToken cancellationToken);
}
