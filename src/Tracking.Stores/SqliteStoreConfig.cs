using System.ComponentModel.DataAnnotations;

namespace Tracking.Stores;

/// <summary>How a SQLite store is opened.</summary>
public sealed record SqliteStoreConfig(string Path)
{
    /// <summary>What an acknowledged write survives; default <see cref="StoreDurability.Full"/>.</summary>
    public StoreDurability Durability { get; init; } = StoreDurability.Full;

    /// <summary>
    /// Writes that may wait, 1 to 65,536; default 1,024. More are refused with TEMPORARILY_UNAVAILABLE.
    /// </summary>
    [Range(1, 65_536)]
    public int QueuedWritesMax { get; init; } = 1_024;

    /// <summary>Bytes of writes that may wait, at least 1 MB; default 64 MB.</summary>
    [Range(1 << 20, long.MaxValue)]
    public long QueuedWriteBytesMax { get; init; } = 64L << 20;

    /// <summary>Connections that read at the same time, 1 to 64; default two per core.</summary>
    [Range(1, 64)]
    public int ReadersMax { get; init; } = Math.Clamp(Environment.ProcessorCount * 2, 2, 64);

    /// <summary>How long to wait for another program that holds the file's lock.</summary>
    internal int BusyTimeoutMs { get; init; } = 5_000;

    /// <summary>Pages of 4 KB that the file may have; no limit by default.</summary>
    internal long? PagesMax { get; init; }

    /// <exception cref="StoreOpenException">Names every setting that is out of range.</exception>
    internal void Validate() => ConfigCheck.Validate(this);
}

/// <summary>What an acknowledged write survives.</summary>
public enum StoreDurability
{
    /// <summary>A killed process and a power failure: every commit waits for the disk.</summary>
    Full,

    /// <summary>A killed process; a power failure may lose the last commits, but never damages the file.</summary>
    Normal,
}
