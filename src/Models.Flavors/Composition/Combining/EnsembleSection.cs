using System.Globalization;
using System.Text.Json.Nodes;
using Tracking.Models.Flavors.Composition.Graphs;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition.Combining;

/// <summary>Reads an ensemble: members that see the same inputs, and how their outputs become one.</summary>
internal static class EnsembleSection
{
    private const string CombineName = "combine";

    /// <exception cref="ModelLoadException">Names the member at fault.</exception>
    public static IScorer Read(MlModelSection flavor, PartList parts)
    {
        var members = flavor.Sections("members").Select(parts.Load).ToList();
        if (members.Count < 2)
        {
            throw new ModelLoadException($"MLmodel: {flavor.Path}.members has {members.Count}; expected two or more.");
        }

        // Whatever one member is called, another's output must not be taken for its input: all wires are said.
        var steps = members.Select(member => new WiredPart(member, FromRequest(member))).ToList();
        var combine = Combine(flavor, members);
        steps.Add(new WiredPart(
            new Part(CombineName, combine),
            [.. combine.Schema.Inputs.Select(info => (info.Name, info.Name))]));
        if (flavor.Section("final") is { } final)
        {
            steps.Add(Final(parts.Load(final), final, combine));
        }

        return new GraphScorer(new GraphBuilder(steps).Build([]), parts);
    }

    private static IReadOnlyList<(string, string)> FromRequest(Part member) =>
        [.. member.Scorer.Schema.Inputs.Select(info => (info.Name, $"{PartList.InputsName}.{info.Name}"))];

    private static CombineScorer Combine(MlModelSection flavor, List<Part> members)
    {
        if (members.Any(member => member.Name == CombineName))
        {
            throw PartList.Wrong(CombineName, "an ensemble calls its own last step so; give the member another name.");
        }

        var outputs = Agreement.Outputs(members, flavor.Texts("outputs"));
        var weights = Weights(flavor, members);
        return flavor.Text("combine") switch
        {
            "mean" when weights is null => CombineScorer.PerOutput(members, outputs, new MeanRule(null)),
            "weighted" when weights is not null => CombineScorer.PerOutput(members, outputs, new MeanRule(weights)),
            "vote" => CombineScorer.PerOutput(members, outputs, new VoteRule(weights)),
            "stack" when weights is null => CombineScorer.Stacked(members, outputs),
            "weighted" => throw PartList.Wrong(members[0].Name, "has no 'weight'; a weighted ensemble needs all."),
            "mean" or "stack" => throw PartList.Wrong(
                members[0].Name, "has a 'weight', which only 'weighted' and 'vote' heed."),
            var other => throw new ModelLoadException(
                $"MLmodel: {flavor.Path}.combine is '{other}'; expected mean, weighted, vote or stack."),
        };
    }

    private static double[]? Weights(MlModelSection flavor, List<Part> members)
    {
        var sections = flavor.Sections("members");
        if (sections.All(section => section.Json("weight") is null))
        {
            return null;
        }

        var weights = sections.Zip(members, Weight).ToArray();
        return weights.Sum() > 0
            ? weights
            : throw PartList.Wrong(members[0].Name, "all weights are 0; expected one that counts.");
    }

    private static double Weight(MlModelSection section, Part member) =>
        section.Json("weight") is JsonValue value
        && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
        && double.IsFinite(weight) && weight >= 0
            ? weight
            : throw PartList.Wrong(
                member.Name, $"its weight is '{section.Json("weight")}'; expected a number from 0 up.");

    private static WiredPart Final(Part part, MlModelSection section, CombineScorer combine)
    {
        var inputs = part.Scorer.Schema.Inputs.Where(info => !info.IsOptional).ToList();
        var output = combine.Schema.Outputs[0].Name;
        var input = section.Text("input") ?? (inputs.Count == 1 ? inputs[0].Name : throw PartList.Wrong(
            part.Name, $"takes {Agreement.Names(inputs)}; say by 'input' which gets what the members gave."));
        return combine.Schema.Outputs.Count == 1
            ? new WiredPart(part, [(input, $"{CombineName}.{output}")])
            : throw PartList.Wrong(part.Name, "takes one tensor; combine one output, or stack them.");
    }
}
