using Tracking.Client;
using Tracking.Projects;
using Tracking.Projects.Comparison;
using Tracking.Projects.Pipelines;

namespace Tracking.Guides;

/// <summary>The code of docs/guides/projects.md.</summary>
internal static class ProjectsGuide
{
    internal static async Task<ProjectRunResult> RunWorkflowAsync(TrackingClient client)
    {
        // snippet: project-workflow
        var workflow = Workflow.Create("digits")
            .Parameter("seed", 7)
            .Step("prepare", step => step.Parameter("seed", "${parameters.seed}").Output("data", "digits.csv"))
            .Step("train", step => step.Matrix("lr", 0.1, 0.01).Parameter("lr", "${matrix.lr}")
                .Parameter("data", "${steps.prepare.artifacts.data}").Output("model").Best("accuracy"))
            .Step("evaluate", step => step.Parameter("model", "${steps.train.best.artifacts.model}")
                .Parameter("data", "${steps.prepare.artifacts.data}"));
        var result = await new ProjectRunner(client, new ProjectRunnerOptions())
            .RunAsync(new ProjectRunRequest(".") { Workflow = workflow });
        // endsnippet
        return result;
    }

    internal static async Task<RunDifferences> CompareAsync(string earlierRunId)
    {
        // snippet: project-run
        await using var client = new TrackingClient();
        var runner = new ProjectRunner(client, new ProjectRunnerOptions());
        var result = await runner.RunAsync(
            new ProjectRunRequest("models/churn") { Backend = "slurm", BackendConfig = "gpu.yaml" });
        var differences = await new RunComparison(client).CompareAsync(earlierRunId, result.RunId);
        // endsnippet
        return differences;
    }
}
