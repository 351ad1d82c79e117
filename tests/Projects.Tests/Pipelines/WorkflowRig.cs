using Tracking.Contracts.Runs;
using Tracking.Projects.Pipelines;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Pipelines;

/// <summary>A project with a workflow of shell commands, and a server that keeps its runs.</summary>
internal sealed class WorkflowRig : IAsyncDisposable
{
    /// <summary>Logs a metric of the run: name and value.</summary>
    private const string MetricScript = """
        curl --silent --fail --output /dev/null -H 'Content-Type: application/json' \
          "$MLFLOW_TRACKING_URI/api/2.0/mlflow/runs/log-metric" \
          -d "{\"run_id\":\"$MLFLOW_RUN_ID\",\"key\":\"$1\",\"value\":$2,\"timestamp\":1,\"step\":0}"
        """;

    private readonly TempFolder _signs = new();

    private WorkflowRig(ProjectRig projects)
    {
        Projects = projects;
        projects.Write("metric.sh", MetricScript);
    }

    public ProjectRig Projects { get; }

    /// <summary>A folder outside the project in which programs leave signs.</summary>
    public string Signs => _signs.Path;

    public List<WorkflowStepReport> Reports { get; } = [];

    public static async Task<WorkflowRig> StartAsync() => new(await ProjectRig.StartAsync());

    /// <summary>Writes the steps, each a line or more of YAML, and what stands above them.</summary>
    public void Write(string steps, string above = "name: demo")
    {
        var indented = string.Join('\n', steps.Split('\n').Select(line => "    " + line));
        Projects.Write(
            "MLproject", $"{above}\nworkflow:\n  parameters: {{seed: {{default: 7}}}}\n  steps:\n{indented}\n");
    }

    public Task<ProjectRunResult> RunAsync(Func<ProjectRunRequest, ProjectRunRequest>? change = null)
    {
        var request = new ProjectRunRequest(Projects.Project) { Jobs = 4 };
        var options = new ProjectRunnerOptions
        {
            CacheFolder = Projects.CacheFolder,
            GracePeriod = TimeSpan.FromSeconds(2),
            Progress = Reports.Add,
        };
        return new ProjectRunner(Projects.Client, options)
            .RunAsync(change?.Invoke(request) ?? request, Patience.Token());
    }

    /// <summary>The state of every step, such as <c>prepare Finished, train/1 Reused</c>.</summary>
    public static string StatesOf(ProjectRunResult result) =>
        string.Join(", ", result.Steps.Select(step => $"{step.Id} {step.State}"));

    public static WorkflowStepReport StepOf(ProjectRunResult result, string id) =>
        result.Steps.Single(step => step.Id == id);

    public Task<Run> RunOfAsync(ProjectRunResult result, string id) =>
        Projects.Client.Runs.GetAsync(StepOf(result, id).RunId!, Patience.Token());

    /// <summary>What the program of a step wrote.</summary>
    public Task<string> OutputAsync(ProjectRunResult result, string id) =>
        Projects.ArtifactAsync(StepOf(result, id).RunId!, "project/output.log");

    public static string? TagOf(Run run, string key) => run.Data!.Tags!.SingleOrDefault(tag => tag.Key == key)?.Value;

    public async ValueTask DisposeAsync()
    {
        await Projects.DisposeAsync();
        _signs.Dispose();
    }
}
