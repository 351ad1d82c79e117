using System.Text.Json.Nodes;
using Tracking.Models.Format;

namespace Tracking.Models.Flavors.Composition;

/// <summary>A model that is copied into a composite.</summary>
/// <param name="Name">Letters, digits, '_' and '-'; unique in the composite.</param>
/// <param name="Directory">The model's folder.</param>
public sealed record CompositeStep(string Name, ModelDirectory Directory)
{
    /// <summary>
    /// In a pipeline, where inputs come from: <c>inputs.NAME</c> or <c>STEP.OUTPUT</c>. What is not said comes from
    /// the last step before that gives the name, else from the request.
    /// </summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>In an ensemble, how much it counts; from 0 up, given for all or none.</summary>
    public double? Weight { get; init; }

    /// <summary>In a cascade, when its answer for a row is taken; null for the last.</summary>
    public CascadeAcceptance? Accept { get; init; }

    /// <summary>In a switch, the values that it answers, as text; empty for the default.</summary>
    public IReadOnlyList<string> When { get; init; } = [];
}

/// <summary>When a stage's answer for a row is taken.</summary>
/// <param name="Output">The output that decides; of a row of several numbers the greatest counts.</param>
/// <param name="Comparison"><c>at_least</c>, <c>above</c>, <c>at_most</c>, <c>below</c> or <c>equals</c>.</param>
/// <param name="Value">A number, or a text for <c>equals</c>.</param>
public sealed record CascadeAcceptance(string Output, string Comparison, JsonNode Value);

/// <summary>How the outputs of an ensemble become one.</summary>
public enum EnsembleRule
{
    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The mean by the members' weights.</summary>
    Weighted,

    /// <summary>The label that most members give; of equals, the one that came first.</summary>
    Vote,

    /// <summary>All outputs side by side, for a final model or as they are.</summary>
    Stack,
}

/// <summary>Composites of models in folders, ready to be written as one folder.</summary>
public static class Composite
{
    private const string StepsFolder = "steps";

    /// <summary>Steps wired by name.</summary>
    /// <param name="steps">At least one, in any order.</param>
    /// <param name="outputs">Names to sources such as <c>STEP.OUTPUT</c>; null for all outputs of the last.</param>
    public static ModelContent Pipeline(
        IReadOnlyList<CompositeStep> steps, IReadOnlyDictionary<string, string>? outputs = null) => Content(
            new JsonObject
            {
                ["kind"] = "pipeline",
                ["steps"] = List(steps, step => new JsonObject { ["inputs"] = Map(step.Inputs) }),
                ["outputs"] = outputs is null ? null : Map(outputs),
            },
            steps);

    /// <summary>Members that see the same inputs and answer as one.</summary>
    /// <param name="rule">How.</param>
    /// <param name="members">Two or more; with weights or without.</param>
    /// <param name="final">The model that what was combined goes into, or null.</param>
    public static ModelContent Ensemble(
        EnsembleRule rule, IReadOnlyList<CompositeStep> members, CompositeStep? final = null) => Content(
            new JsonObject
            {
                ["kind"] = "ensemble",
                ["combine"] = rule.ToString().ToLowerInvariant(),
                ["members"] = List(members, member => member.Weight is { } weight
                    ? new JsonObject { ["weight"] = weight }
                    : []),
                ["final"] = final is null ? null : Describe(final, []),
            },
            final is null ? members : [.. members, final]);

    /// <summary>Stages that each row goes through until one accepts it.</summary>
    /// <param name="stages">Two or more; all but the last with <see cref="CompositeStep.Accept"/>.</param>
    public static ModelContent Cascade(IReadOnlyList<CompositeStep> stages) => Content(
        new JsonObject
        {
            ["kind"] = "cascade",
            ["stages"] = List(stages, stage => stage.Accept is { } accept
                ? new JsonObject
                {
                    ["accept"] = new JsonObject
                    {
                        ["output"] = accept.Output,
                        [accept.Comparison] = accept.Value.DeepClone(),
                    },
                }
                : []),
        },
        stages);

    /// <summary>Models of which the value of an input chooses one, row by row or for the request.</summary>
    /// <param name="by">Which input.</param>
    /// <param name="cases">With <see cref="CompositeStep.When"/>; one without it answers all other values.</param>
    public static ModelContent Switch(SwitchInput by, IReadOnlyList<CompositeStep> cases)
    {
        ArgumentNullException.ThrowIfNull(by);
        var otherwise = cases.FirstOrDefault(step => step.When.Count == 0);
        return Content(
            new JsonObject
            {
                ["kind"] = "switch",
                ["by"] = by.ToJson(),
                ["cases"] = List(
                    [.. cases.Where(step => step.When.Count > 0)],
                    step => new JsonObject { ["when"] = new JsonArray([.. step.When.Select(Text)]) }),
                ["default"] = otherwise is null ? null : Describe(otherwise, []),
            },
            cases);
    }

    private static ModelContent Content(JsonObject options, IReadOnlyList<CompositeStep> steps)
    {
        options["data"] = StepsFolder;
        return new ModelContent(
            new ModelFlavor(CompositeFlavor.Name, options, StepsFolder, null, []),
            [.. steps.SelectMany(step => SubModelFiles.Of(step.Directory, $"{StepsFolder}/{step.Name}"))]);
    }

    private static JsonArray List(IReadOnlyList<CompositeStep> steps, Func<CompositeStep, JsonObject> rest) =>
        new([.. steps.Select(step => Describe(step, rest(step)))]);

    private static JsonObject Describe(CompositeStep step, JsonObject rest)
    {
        rest["name"] = step.Name;
        rest["model"] = $"{StepsFolder}/{step.Name}";
        return rest;
    }

    private static JsonObject Map(IReadOnlyDictionary<string, string> map) =>
        new(map.Select(entry => KeyValuePair.Create(entry.Key, Text(entry.Value))));

    private static JsonNode? Text(string text) => JsonValue.Create(text);
}
