using Tracking.Stores.Migrations;

namespace Tracking.Stores.Maintenance;

/// <summary>Compares the steps that were applied to a database with those that this program knows.</summary>
internal static class SchemaProblems
{
    public static IEnumerable<string> Of(IReadOnlyList<Migration> known, IReadOnlyDictionary<long, string> applied)
    {
        var byVersion = known.ToDictionary(migration => (long)migration.Version);
        foreach (var (version, checksum) in applied.OrderBy(step => step.Key))
        {
            if (!byVersion.TryGetValue(version, out var migration))
            {
                yield return $"schema version {version} is newer than this program, which knows {known[^1].Version}";
            }
            else if (migration.Checksum != checksum)
            {
                yield return $"schema version {version} was made by another build";
            }
        }
    }
}
