using Tracking.Contracts.Runs;
using Tracking.Projects.Pipelines;

namespace Tracking.Projects.Tests.Pipelines;

public sealed class WorkflowRunSpecs : IAsyncLifetime
{
    private WorkflowRig _rig = null!;

    public async Task InitializeAsync() => _rig = await WorkflowRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Steps_are_runs_below_the_workflows_own()
    {
        _rig.Write("first: {command: echo hello}\nsecond: {command: echo there, needs: [first]}");

        var result = await _rig.RunAsync();

        var parent = await _rig.Projects.RunOfAsync(result);
        var second = await _rig.RunOfAsync(result, "second");
        Assert.Equal(RunStatus.Finished, result.Status);
        Assert.Equal("first Finished, second Finished", WorkflowRig.StatesOf(result));
        Assert.Equal((RunStatus.Finished, "demo"), (parent.Info!.Status, parent.Info.RunName));
        Assert.Equal([("seed", "7")], parent.Data!.Params!.Select(param => (param.Key!, param.Value!)));
        Assert.Equal(result.RunId, WorkflowRig.TagOf(second, "mlflow.parentRunId"));
        Assert.Equal(second.Info!.RunId, WorkflowRig.TagOf(parent, "tracking.workflow.step.second"));
        Assert.Equal("second", second.Info.RunName);
        Assert.Equal("there\n", await _rig.OutputAsync(result, "second"));
        Assert.Contains(
            second.Info.RunId!,
            await _rig.Projects.ArtifactAsync(result.RunId, "project/workflow.json"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifacts_params_metrics_and_ids_go_from_step_to_step()
    {
        _rig.Write("""
            make:
              command: echo {text} > out.txt && bash metric.sh loss 0.25
              parameters: {text: "seed ${parameters.seed}"}
              outputs: {data/made.txt: out.txt}
            use:
              command: cat {file} && echo {note} {id}
              parameters:
                file: ${steps.make.artifacts.data/made.txt}
                note: "${steps.make.params.text}, loss ${steps.make.metrics.loss}"
                id: ${steps.make.run_id}
            """);

        var result = await _rig.RunAsync(
            request => request with { Parameters = new Dictionary<string, string> { ["seed"] = "3" } });

        Assert.Equal("make Finished, use Finished", WorkflowRig.StatesOf(result));
        Assert.Equal(
            $"seed 3\nseed 3, loss 0.25 {WorkflowRig.StepOf(result, "make").RunId}\n",
            await _rig.OutputAsync(result, "use"));
    }

    [Fact]
    public async Task Independent_steps_run_at_the_same_time()
    {
        // Each end of a pipe waits for the other one.
        var pipe = Path.Join(_rig.Signs, "pipe");
        _rig.Write($$"""
            a: {command: "mkfifo '{{pipe}}' && echo met > '{{pipe}}'"}
            b: {command: "until test -p '{{pipe}}'; do sleep 0.02; done; cat '{{pipe}}'"}
            """);

        var result = await _rig.RunAsync(request => request with { Jobs = 2 });

        Assert.Equal("a Finished, b Finished", WorkflowRig.StatesOf(result));
        Assert.Equal("met\n", await _rig.OutputAsync(result, "b"));
    }

    [Fact]
    public async Task No_more_steps_run_at_once_than_jobs_allow()
    {
        // Whoever finds the folder there is not alone.
        var alone = Path.Join(_rig.Signs, "alone");
        _rig.Write($"a: {{command: \"mkdir '{alone}' && sleep 0.1 && rmdir '{alone}'\", matrix: {{n: [1, 2, 3, 4]}}}}");

        var result = await _rig.RunAsync(request => request with { Jobs = 1 });

        Assert.Equal("a/1 Finished, a/2 Finished, a/3 Finished, a/4 Finished", WorkflowRig.StatesOf(result));
    }

    [Fact]
    public async Task A_step_sees_the_project_as_it_was_when_the_workflow_began()
    {
        var file = Path.Join(_rig.Projects.Project, "data.txt");
        _rig.Projects.Write("data.txt", "as it was\n");
        _rig.Write($"change: {{command: \"echo changed | tee data.txt > '{file}'\"}}\n" +
            "read: {command: cat data.txt, needs: [change]}");

        var result = await _rig.RunAsync();

        Assert.Equal("as it was\n", await _rig.OutputAsync(result, "read"));
    }

    [Fact]
    public async Task Every_step_is_told_of_from_the_first_to_the_last()
    {
        _rig.Write("a: {command: 'true'}\nb: {command: 'true', needs: [a]}");

        await _rig.RunAsync();

        Assert.Equal(["a Waiting", "b Waiting"], _rig.Reports.Take(2).Select(report => $"{report.Id} {report.State}"));
        Assert.Equal(
            ["Waiting", "Waiting", "Running", "Finished"],
            _rig.Reports.Where(report => report.Id == "b").Select(report => $"{report.State}"));
    }

    [Fact]
    public async Task A_workflow_is_repeated_from_its_run_and_an_entry_point_runs_alone()
    {
        _rig.Write("a: {command: 'echo {s}', parameters: {s: '${parameters.seed}'}}");
        var first = await _rig.RunAsync(
            request => request with { Parameters = new Dictionary<string, string> { ["seed"] = "3" } });

        var again = await _rig.RunAsync(request => request with { Uri = $"runs:/{first.RunId}" });
        var alone = await _rig.RunAsync(
            request => request with { Uri = $"runs:/{WorkflowRig.StepOf(first, "a").RunId}" });

        Assert.Equal("a Reused", WorkflowRig.StatesOf(again));
        Assert.Equal(WorkflowRig.StepOf(first, "a").RunId, WorkflowRig.StepOf(again, "a").RunId);
        Assert.Empty(alone.Steps);
        Assert.Equal("3\n", await _rig.Projects.ArtifactAsync(alone.RunId, "project/output.log"));
    }

    [Fact]
    public async Task A_workflow_made_in_code_is_the_same()
    {
        _rig.Projects.WriteMain("echo main {x}", "{x: float}");
        var workflow = Workflow.Create("coded").Parameter("base", 2)
            .Step("first", step => step.Command("echo made > made.txt").Output("made", "made.txt"))
            .Step("main", step => step.Matrix("x", 0.5, 1).Parameter("x", "${matrix.x}").Needs("first").Retries(1))
            .Step("last", step => step.Command("cat {file} && echo {all}")
                .Parameter("file", "${steps.first.artifacts.made}")
                .Parameter("all", "${steps.main.all.params.x} ${parameters.base}"));

        var result = await _rig.RunAsync(request => request with { Workflow = workflow });

        Assert.Equal("first Finished, main/1 Finished, main/2 Finished, last Finished", WorkflowRig.StatesOf(result));
        Assert.Equal("made\n[\"0.5\",\"1\"] 2\n", await _rig.OutputAsync(result, "last"));
    }

    [Theory]
    [InlineData("seedling", "1", "The workflow has no parameter 'seedling'; known are seed.")]
    [InlineData("seed", "a\0b", "holds a zero character")]
    public async Task Parameters_of_the_workflow_are_checked(string name, string value, string expected)
    {
        _rig.Write("a: {command: x}");

        var error = await Assert.ThrowsAsync<ProjectException>(() => _rig.RunAsync(
            request => request with { Parameters = new Dictionary<string, string> { [name] = value } }));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
