using Tracking.Contracts.Runs;
using Tracking.Models.Uris;
using Tracking.Projects;

namespace Tracking.Samples.Tests.Projects;

public sealed class DigitsWorkflowSpecs
{
    [Fact]
    public async Task Four_steps_go_from_images_to_a_registered_champion_and_only_changes_run_again()
    {
        await using var sample = await SampleProject.StartAsync("DigitsWorkflow");

        var first = await sample.RunAsync();
        var second = await sample.RunAsync();
        var third = await sample.RunAsync(("wanted", "0.5"));

        Assert.Equal(
            "prepare Finished, train/1 Finished, train/2 Finished, evaluate Finished, register Finished",
            StatesOf(first));
        Assert.Equal(
            "prepare Reused, train/1 Reused, train/2 Reused, evaluate Reused, register Reused", StatesOf(second));
        Assert.Equal(
            "prepare Reused, train/1 Reused, train/2 Reused, evaluate Reused, register Finished", StatesOf(third));
        Assert.Equal("wanted 0.95 → 0.5", third.Steps[^1].Reason);
        var accuracy = await sample.MetricAsync(first.Steps[3].RunId!, "held_out_accuracy");
        Assert.InRange(accuracy, 0.95, 1);
        var champion = await sample.Client.Models.ResolveAsync(ModelUri.Parse("models:/digits@champion"));
        Assert.Equal("2", champion.Version);
    }

    [Fact]
    public async Task A_dotnet_program_is_a_project_by_itself()
    {
        await using var sample = await SampleProject.StartAsync("LineFit");

        var run = await sample.RunAsync(("points", "500"), ("noise", "0"));

        Assert.Equal(RunStatus.Finished, run.Status);
        Assert.Equal(2, await sample.MetricAsync(run.RunId, "slope"), 6);
        Assert.Equal(1, await sample.MetricAsync(run.RunId, "intercept"), 6);
    }

    /// <summary>With the reason where a step went another way than well.</summary>
    private static string StatesOf(ProjectRunResult result) => string.Join(
        ", ",
        result.Steps.Select(step => $"{step.Id} {step.State}" +
            (step.State.ToString() is "Finished" or "Reused" ? "" : $" [{step.Reason}]")));
}
