using Tracking.Models.Flavors.Composition.Graphs;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition;

/// <summary>Reads a pipeline: steps wired by name.</summary>
internal static class PipelineSection
{
    /// <exception cref="ModelLoadException">Names the step at fault.</exception>
    public static IScorer Read(MlModelSection flavor, PartList parts)
    {
        var steps = flavor.Sections("steps")
            .Select(section => new WiredPart(parts.Load(section), Wires(section.Section("inputs"))))
            .ToList();
        if (steps.Count == 0)
        {
            throw new ModelLoadException($"MLmodel: {flavor.Path}.steps is empty; expected at least one step.");
        }

        return new GraphScorer(new GraphBuilder(steps).Build(Wires(flavor.Section("outputs"))), parts);
    }

    private static IReadOnlyList<(string, string)> Wires(MlModelSection? section) => section is null
        ? []
        : [.. section.Keys.Select(key => (key, PartList.Required(section, key)))];
}
