using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracking.Projects.Pipelines.Checks;
using Tracking.Projects.Pipelines.Definition;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>What the references in a step's values stand for, now that the steps before it have ended.</summary>
/// <param name="parameters">Of the workflow.</param>
/// <param name="step">Whose values they are.</param>
/// <param name="instance">Which of its runs.</param>
/// <param name="outcomes">Of the steps that it needs, by the step's name, in the order of the matrix.</param>
internal sealed class StepValues(
    IReadOnlyDictionary<string, string> parameters,
    PlannedStep step,
    StepInstance instance,
    IReadOnlyDictionary<string, (PlannedStep Step, IReadOnlyList<StepOutcome> Runs)> outcomes)
{
    /// <summary>The values as the program gets them.</summary>
    /// <exception cref="ProjectException">A run lacks what is referred to.</exception>
    public IReadOnlyDictionary<string, string> Values() =>
        Fill((outcome, path) => $"runs:/{outcome.Report.RunId}/{path}");

    /// <summary>The values with artifacts told by their content, which is the same wherever it was made.</summary>
    /// <exception cref="ProjectException">A run lacks what is referred to.</exception>
    public IReadOnlyDictionary<string, string> Identities() => Fill(IdentityOf);

    private Dictionary<string, string> Fill(Func<StepOutcome, string, string> artifact) =>
        step.Model.Parameters.ToDictionary(
            parameter => parameter.Name, parameter => parameter.Value.Fill(reference => ValueOf(reference, artifact)));

    private string ValueOf(Reference reference, Func<StepOutcome, string, string> artifact) => reference switch
    {
        ParameterReference parameter => parameters[parameter.Name],
        MatrixReference matrix => instance.Axes[matrix.Axis],
        StepReference { Choice: MatrixChoice.All } all => ListOf(
            outcomes[all.Step].Runs.Select(outcome => ValueOf(all, outcome, artifact)), all.Field),
        StepReference { Choice: MatrixChoice.Best } best => ValueOf(best, BestOf(best), artifact),
        StepReference one => ValueOf(one, outcomes[one.Step].Runs[0], artifact),
        _ => throw new InvalidOperationException($"A reference of an unknown kind: {reference}."),
    };

    private static string ValueOf(
        StepReference reference, StepOutcome outcome, Func<StepOutcome, string, string> artifact) =>
        reference.Field switch
        {
            StepField.RunId => outcome.Report.RunId!,
            StepField.Artifact => artifact(outcome, reference.Key),
            StepField.Param => outcome.Params.GetValueOrDefault(reference.Key)
                ?? throw Missing(reference, outcome, "param"),
            _ => outcome.Metrics.TryGetValue(reference.Key, out var metric)
                ? WorkflowStep.TextOf(metric)
                : throw Missing(reference, outcome, "metric"),
        };

    private StepOutcome BestOf(StepReference reference)
    {
        var (from, runs) = outcomes[reference.Step];
        var best = from.Model.Best!;
        var candidates = runs
            .Where(run => run.Metrics.TryGetValue(best.Metric, out var metric) && !double.IsNaN(metric))
            .ToList();
        if (candidates.Count == 0)
        {
            throw new ProjectException(
                $"{reference}: no run of step '{reference.Step}' logged the metric '{best.Metric}', which decides " +
                "what is best.");
        }

        return best.IsLargest
            ? candidates.MaxBy(run => run.Metrics[best.Metric])!
            : candidates.MinBy(run => run.Metrics[best.Metric])!;
    }

    /// <summary>An artifact below an output is told by the output and the rest of the path.</summary>
    private static string IdentityOf(StepOutcome outcome, string path)
    {
        var output = outcome.Outputs.Keys.FirstOrDefault(output => path == output
            || path.StartsWith(output.TrimEnd('/') + "/", StringComparison.Ordinal));
        return output is null
            ? $"runs:/{outcome.Report.RunId}/{path}"
            : $"sha256:{outcome.Outputs[output]}{path[output.TrimEnd('/').Length..]}";
    }

    private static string ListOf(IEnumerable<string> values, StepField field) => field == StepField.Metric
        ? $"[{string.Join(", ", values)}]"
        : JsonSerializer.Serialize(values.ToArray(), StepValuesJson.Readable.StringArray);

    private static ProjectException Missing(StepReference reference, StepOutcome outcome, string kind) =>
        new($"{reference}: run {outcome.Report.RunId} of step '{outcome.Report.Title}' logged no {kind} " +
            $"'{reference.Key}'.");
}

[JsonSerializable(typeof(string[]))]
internal sealed partial class StepValuesJson : JsonSerializerContext
{
    /// <summary>Values as they are, without escapes that only HTML would need.</summary>
    public static StepValuesJson Readable { get; } =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
