using System.Globalization;
using Tracking.Core;
using Tracking.Core.Experiments;
using Domain = Tracking.Core.Experiments;
using Wire = Tracking.Contracts.Experiments;

namespace Tracking.Server.Experiments;

/// <summary>Experiments between the wire and the domain.</summary>
internal static class ExperimentMapping
{
    public static Wire.Experiment ToWire(this Domain.Experiment experiment) => new()
    {
        ExperimentId = experiment.Id.ToString(CultureInfo.InvariantCulture),
        Name = experiment.Name,
        ArtifactLocation = experiment.ArtifactLocation,
        LifecycleStage = experiment.Lifecycle.ToWire(),
        LastUpdateTime = experiment.UpdatedMs,
        CreationTime = experiment.CreatedMs,
        Tags = experiment.Tags.ToWire(tag => new Wire.ExperimentTag { Key = tag.Key, Value = tag.Value }),
    };

    public static string ToWire(this LifecycleStage stage) => stage == LifecycleStage.Deleted ? "deleted" : "active";

    /// <summary>The search's default is active only.</summary>
    public static ViewType ToCore(this Contracts.ViewType? view) => (ViewType)(view ?? Contracts.ViewType.ActiveOnly);

    /// <summary>What is no id finds nothing, as an unknown experiment does.</summary>
    public static List<long> IdsOf(IReadOnlyList<string>? texts)
    {
        var ids = new List<long>();
        foreach (var text in texts ?? [])
        {
            if (ExperimentRules.TryParseId(text, out var id))
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    /// <summary>A list for the wire, where an empty one is not written.</summary>
    public static IReadOnlyList<TWire>? ToWire<TCore, TWire>(
        this IReadOnlyList<TCore> items, Func<TCore, TWire> map)
    {
        if (items.Count == 0)
        {
            return null;
        }

        var mapped = new TWire[items.Count];
        for (var i = 0; i < mapped.Length; i++)
        {
            mapped[i] = map(items[i]);
        }

        return mapped;
    }

    /// <summary>A list from the wire, where a missing one is empty.</summary>
    public static TCore[] ToCore<TWire, TCore>(this IReadOnlyList<TWire>? items, Func<TWire, TCore> map)
    {
        if (items is null)
        {
            return [];
        }

        var mapped = new TCore[items.Count];
        for (var i = 0; i < mapped.Length; i++)
        {
            mapped[i] = map(items[i]);
        }

        return mapped;
    }
}
