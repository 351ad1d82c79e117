using System.Text.Json.Nodes;
using Tracking.Models.Format;
using Tracking.Models.Scoring;
using Tracking.Models.Signatures;
using Tracking.Models.Tensors;

namespace Tracking.Models.Flavors.Composition.Branches;

/// <summary>Reads a switch: the value of an input, row by row or of the whole request, chooses the model.</summary>
internal static class SwitchSection
{
    private const int MostValues = 10_000;

    /// <exception cref="ModelLoadException">Names the case at fault.</exception>
    public static IScorer Read(MlModelSection flavor, PartList parts)
    {
        var sections = flavor.Sections("cases");
        if (sections.Count == 0)
        {
            throw new ModelLoadException($"MLmodel: {flavor.Path}.cases is empty; expected at least one case.");
        }

        var models = sections.Select(parts.Load).ToList();
        var values = Values(sections, models);
        var otherwise = flavor.Section("default") is { } section ? parts.Load(section) : null;
        IReadOnlyList<Part> all = otherwise is null ? models : [.. models, otherwise];
        var by = flavor.Section("by")
            ?? throw new ModelLoadException($"MLmodel: {flavor.Path}.by is missing; expected a mapping with 'input'.");
        var inputs = Agreement.Inputs(all).ToList();
        var selector = Selector(by, inputs);
        var schema = new ScorerSchema(inputs, Agreement.Outputs(all, flavor.Texts("outputs")));
        if (RowBatch.HasRows(selector))
        {
            CascadeSection.CheckRows(schema, all);
        }

        var rule = new SwitchRule(selector.Name, by.Text("default"), values, otherwise is null ? null : models.Count);
        return new BranchScorer(schema, new Switch(all, rule), parts);
    }

    private static Dictionary<string, int> Values(IReadOnlyList<MlModelSection> sections, List<Part> models)
    {
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < models.Count; i++)
        {
            var whens = sections[i].Json("when") is JsonArray ? sections[i].Texts("when") : One(sections[i], models[i]);
            foreach (var when in whens)
            {
                if (!values.TryAdd(when, i))
                {
                    throw PartList.Wrong(
                        models[i].Name, $"is for '{when}', as '{models[values[when]].Name}' is; expected one of them.");
                }
            }
        }

        return values.Count <= MostValues
            ? values
            : throw new ModelLoadException($"A switch has at most {MostValues} values, got {values.Count}.");
    }

    private static IReadOnlyList<string> One(MlModelSection section, Part part) => section.Text("when") is { } value
        ? [value]
        : throw PartList.Wrong(part.Name, "has no 'when'; expected a value or a list of values.");

    /// <summary>The input that chooses: one that the models take too, or one of the switch's own.</summary>
    private static TensorInfo Selector(MlModelSection by, List<TensorInfo> inputs)
    {
        var name = PartList.Required(by, "input");
        var known = inputs.FindIndex(info => info.Name == name);
        var hasDefault = by.Text("default") is not null;
        var selector = known >= 0
            ? inputs[known]
            : new TensorInfo(name, TypeOf(by), by.Flag("rows") ?? true ? [-1] : []);
        if (selector.ElementType is ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32
            or ElementType.Float64 or ElementType.Json || selector.Shape.Count > 1)
        {
            throw new ModelLoadException(
                $"MLmodel: {by.Path}.input is '{name}', {Declared.SchemaCheck.Describe(selector)}; a switch goes by "
                + "text, whole numbers or booleans, one for each row or request.");
        }

        if (known < 0)
        {
            selector = selector with { IsOptional = hasDefault };
            inputs.Add(selector);
        }

        return selector;
    }

    private static ElementType TypeOf(MlModelSection by) => by.Text("type") switch
    {
        null => ElementType.String,
        var name => DataTypes.Find(name)?.ElementType() ?? throw new ModelLoadException(
            $"MLmodel: {by.Path}.type is '{name}'; expected string, long, integer or boolean."),
    };
}
