using System.Collections.Concurrent;

namespace Tracking.Serving.Core;

/// <summary>The statistics of every version that was loaded since the host started. Thread-safe.</summary>
internal sealed class StatisticsRegistry(ServingMeter meter)
{
    private readonly ConcurrentDictionary<(string Name, string? Version), ModelStatistics> _all = new();

    /// <summary>Requests that were refused before anybody knew their model; among no model's figures.</summary>
    public ModelStatistics Unread { get; } = new(string.Empty, null, meter);

    /// <summary>The counters of a version; a reload goes on counting where the model before it stopped.</summary>
    public ModelStatistics Of(string name, string? version) =>
        _all.GetOrAdd((name, version), key => new ModelStatistics(key.Name, key.Version, meter));

    /// <summary>Forgets a version that is no longer served.</summary>
    public void Forget(string name, string? version) => _all.TryRemove((name, version), out _);

    /// <summary>The figures of those that match; null matches all.</summary>
    public IReadOnlyList<ModelStatisticsSnapshot> Read(string? name, string? version) =>
        [.. _all.Where(one => (name is null || one.Key.Name == name) && (version is null || one.Key.Version == version))
            .Select(one => one.Value.Read())];
}
