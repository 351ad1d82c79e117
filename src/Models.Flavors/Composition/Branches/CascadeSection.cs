using Tracking.Models.Flavors.Declared;
using Tracking.Models.Format;
using Tracking.Models.Scoring;

namespace Tracking.Models.Flavors.Composition.Branches;

/// <summary>Reads a cascade: each row goes from stage to stage until one is sure of it.</summary>
internal static class CascadeSection
{
    /// <exception cref="ModelLoadException">Names the stage at fault.</exception>
    public static IScorer Read(MlModelSection flavor, PartList parts)
    {
        var sections = flavor.Sections("stages");
        if (sections.Count < 2)
        {
            throw new ModelLoadException($"MLmodel: {flavor.Path}.stages has {sections.Count}; expected two or more.");
        }

        var models = sections.Select(parts.Load).ToList();
        var stages = models
            .Zip(sections, (part, section) => new CascadeStage(part, AcceptanceOf(section, part)))
            .ToList();
        var open = stages.SkipLast(1).FirstOrDefault(stage => stage.Accept is null);
        if (open is not null)
        {
            throw PartList.Wrong(open.Part.Name, "has no 'accept', so that no later stage would ever be asked.");
        }

        if (stages[^1].Accept is not null)
        {
            throw PartList.Wrong(
                stages[^1].Part.Name, "is the last stage and answers what is left: 'accept' is not for it.");
        }

        var schema = new ScorerSchema(Agreement.Inputs(models), Agreement.Outputs(models, flavor.Texts("outputs")));
        CheckRows(schema, models);
        return new BranchScorer(schema, new Cascade(stages), parts);
    }

    /// <summary>Whether a batch can be split and put together again.</summary>
    /// <exception cref="ModelLoadException">No input has rows, or an output has none.</exception>
    public static void CheckRows(ScorerSchema schema, IReadOnlyList<Part> models)
    {
        if (!schema.Inputs.Any(RowBatch.HasRows))
        {
            throw PartList.Wrong(models[0].Name, "no input has rows (a first extent of -1), so no batch can be split.");
        }

        if (schema.Outputs.FirstOrDefault(info => !RowBatch.HasRows(info)) is { } whole)
        {
            throw PartList.Wrong(
                models[0].Name,
                $"gives '{whole.Name}' as {SchemaCheck.Describe(whole)}; expected rows (a first extent of -1).");
        }
    }

    private static Acceptance? AcceptanceOf(MlModelSection section, Part part) =>
        section.Section("accept") is { } accept ? Acceptance.Read(accept, part) : null;
}
