namespace Tracking.Stores.Maintenance;

/// <summary>What a check of a store found.</summary>
/// <param name="Version">Of its schema; 0 when it has none.</param>
/// <param name="NewestVersion">The schema that this program knows.</param>
/// <param name="Problems">What is wrong with it, a line each; empty when it is sound.</param>
public sealed record StoreCheck(long Version, long NewestVersion, IReadOnlyList<string> Problems)
{
    /// <summary>Whether it is of an older version, and was therefore checked in part only.</summary>
    public bool NeedsUpgrade => Version < NewestVersion;
}

/// <summary>What an upgrade of a store did.</summary>
/// <param name="From">The version of its schema before; 0 when there was none.</param>
/// <param name="To">The version now.</param>
/// <param name="BackupPath">The copy made before; null when nothing had to be changed, or none can be made.</param>
public sealed record StoreUpgrade(long From, long To, string? BackupPath);
