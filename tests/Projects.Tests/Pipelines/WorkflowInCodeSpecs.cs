using Tracking.Contracts.Runs;
using Tracking.Projects.Pipelines;

namespace Tracking.Projects.Tests.Pipelines;

/// <summary>What a program described is in no file, and repeated from what its runs recorded.</summary>
public sealed class WorkflowInCodeSpecs : IAsyncLifetime
{
    private WorkflowRig _rig = null!;
    private ProjectRunResult _first = null!;

    public async Task InitializeAsync()
    {
        _rig = await WorkflowRig.StartAsync();
        var workflow = Workflow.Create("coded")
            .Step("make", step => step.Command("echo made > made.txt").Output("made", "made.txt"))
            .Step("show", step => step.Command("cat {file} && echo {note}").Parameter("note", "a; b")
                .Parameter("file", "${steps.make.artifacts.made}"));
        _first = await _rig.RunAsync(request => request with { Workflow = workflow });
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task A_step_is_repeated_from_its_run_with_its_command_and_values()
    {
        var again = await AgainAsync(WorkflowRig.StepOf(_first, "show").RunId!);
        var twice = await AgainAsync(again.RunId, ("note", "other"));

        Assert.Equal(RunStatus.Finished, again.Status);
        Assert.Equal("made\na; b\n", await _rig.Projects.ArtifactAsync(again.RunId, "project/output.log"));
        Assert.Equal("made\nother\n", await _rig.Projects.ArtifactAsync(twice.RunId, "project/output.log"));
    }

    [Fact]
    public async Task The_whole_is_refused_with_what_to_do_instead()
    {
        var error = await Assert.ThrowsAsync<ProjectException>(() => AgainAsync(_first.RunId));

        Assert.Equal(
            $"Run {_first.RunId} is a workflow that a program described, so its steps are in no file: run that " +
            "program again, or repeat a single step by the id of its run.",
            error.Message);
    }

    private Task<ProjectRunResult> AgainAsync(string runId, params (string Name, string Value)[] parameters) =>
        _rig.RunAsync(request => request with
        {
            Uri = $"runs:/{runId}",
            Parameters = parameters.ToDictionary(pair => pair.Name, pair => pair.Value),
        });
}
