using System.Text.Json;
using System.Text.Json.Serialization;
using Tracking.Contracts.Runs;

namespace Tracking.Projects.Pipelines.Running;

/// <summary>What a workflow's run keeps of its steps: project/workflow.json, and a tag for each run.</summary>
/// <param name="Workflow">Its name.</param>
/// <param name="Steps">In order.</param>
internal sealed record WorkflowRecord(
    [property: JsonPropertyName("workflow")] string Workflow,
    [property: JsonPropertyName("steps")] IReadOnlyList<StepRecord> Steps)
{
    public const string FileName = "workflow.json";

    /// <summary>What a server takes at once.</summary>
    public const int TagsPerBatch = 100;

    public static WorkflowRecord Of(string workflow, IEnumerable<StepOutcome> outcomes) =>
        new(workflow, [.. outcomes.Select(outcome => StepRecord.Of(outcome.Report))]);

    /// <summary>Links each step to the run that stands for it.</summary>
    public static IEnumerable<RunTag> Tags(IEnumerable<StepOutcome> outcomes) =>
        from outcome in outcomes
        where outcome.Report.RunId is not null
        select new RunTag { Key = $"tracking.workflow.step.{outcome.Instance.Id}", Value = outcome.Report.RunId };

    public async Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(
            stream, this, WorkflowRecordJson.Default.WorkflowRecord, cancellationToken);
    }
}

/// <summary>How a step came out.</summary>
internal sealed record StepRecord(
    [property: JsonPropertyName("step")] string Step,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("run_id")] string? RunId,
    [property: JsonPropertyName("reason")] string Reason)
{
    public static StepRecord Of(WorkflowStepReport report) => new(
        report.Id, report.Title, report.State.ToString().ToUpperInvariant(), report.RunId, report.Reason);
}

[JsonSerializable(typeof(WorkflowRecord))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class WorkflowRecordJson : JsonSerializerContext;
