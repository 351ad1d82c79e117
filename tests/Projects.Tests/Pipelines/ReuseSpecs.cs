using Tracking.Projects.Pipelines;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Pipelines;

/// <summary>A step that nothing has changed for is not run again, and it is said why one is.</summary>
public sealed class ReuseSpecs : IAsyncLifetime
{
    private const string TwoSteps = """
        make:
          command: cat data.txt > out.txt && echo {note}
          parameters: {note: "${parameters.seed}"}
          outputs: {made: out.txt}
        use: {command: cat {file}, parameters: {file: "${steps.make.artifacts.made}"}}
        """;

    private WorkflowRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await WorkflowRig.StartAsync();
        _rig.Projects.Write("data.txt", "one\n");
        _rig.Write(TwoSteps.Replace("cat {file},", "'cat {file}',", StringComparison.Ordinal));
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Unchanged_steps_are_linked_to_the_runs_that_made_their_outputs()
    {
        var first = await _rig.RunAsync();
        var second = await _rig.RunAsync();

        Assert.Equal("make Reused, use Reused", WorkflowRig.StatesOf(second));
        Assert.Equal(first.Steps.Select(step => step.RunId), second.Steps.Select(step => step.RunId));
        Assert.NotEqual(first.RunId, second.RunId);
        Assert.Equal(
            WorkflowRig.StepOf(first, "use").RunId,
            WorkflowRig.TagOf(await _rig.Projects.RunOfAsync(second), "tracking.workflow.step.use"));
    }

    [Fact]
    public async Task Another_machine_finds_them_too()
    {
        await _rig.RunAsync();
        using var machine = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(_rig.Projects.Project))
        {
            machine.Write(Path.Join("elsewhere", Path.GetFileName(file)), await File.ReadAllTextAsync(file));
        }

        var runner = new ProjectRunner(
            _rig.Projects.Client, new ProjectRunnerOptions { CacheFolder = machine["cache"] });
        var result = await runner.RunAsync(new ProjectRunRequest(machine["elsewhere"]), Patience.Token());

        Assert.Equal("make Reused, use Reused", WorkflowRig.StatesOf(result));
    }

    [Fact]
    public async Task A_changed_parameter_is_named_and_what_comes_out_the_same_goes_on_unchanged()
    {
        await _rig.RunAsync();

        var result = await _rig.RunAsync(
            request => request with { Parameters = new Dictionary<string, string> { ["seed"] = "8" } });

        Assert.Equal("make Finished, use Reused", WorkflowRig.StatesOf(result));
        Assert.Equal("note 7 → 8", WorkflowRig.StepOf(result, "make").Reason);
    }

    [Fact]
    public async Task Changed_code_runs_again_with_what_depends_on_its_outputs()
    {
        _rig.Write("""
            make: {command: cat data.txt > out.txt, inputs: [data.txt], outputs: {made: out.txt}}
            use: {command: 'cat {file}', inputs: [use.sh], parameters: {file: "${steps.make.artifacts.made}"}}
            other: {command: 'true', inputs: [other/**]}
            """);
        var first = await _rig.RunAsync();
        _rig.Projects.Write("data.txt", "two\n");

        var result = await _rig.RunAsync();

        Assert.Equal("no earlier run of it ended well", WorkflowRig.StepOf(first, "use").Reason);
        Assert.Equal("make Finished, use Finished, other Reused", WorkflowRig.StatesOf(result));
        Assert.Equal("code changed", WorkflowRig.StepOf(result, "make").Reason);
        Assert.Equal("file changed", WorkflowRig.StepOf(result, "use").Reason);
        Assert.Equal("two\n", await _rig.OutputAsync(result, "use"));
    }

    [Theory]
    [InlineData("name: other-words", "make Reused, use Reused")]
    [InlineData("entry_points: {more: {command: x}}", "make Reused, use Reused")]
    [InlineData("docker_env: {image: a}", "environment changed")]
    public async Task Of_the_MLproject_file_only_what_concerns_the_step_counts(string above, string expected)
    {
        var steps = "make: {command: 'true'}\nuse: {command: 'true', needs: [make]}";
        _rig.Write(steps, "name: demo");
        await _rig.RunAsync(request => request with { Workflow = null, EnvironmentManager = "local" });
        _rig.Write(steps, above.StartsWith("name", StringComparison.Ordinal) ? "name: demo" : $"name: demo\n{above}");

        var result = await _rig.RunAsync(request => request with { EnvironmentManager = "local" });

        Assert.Contains(
            expected,
            WorkflowRig.StatesOf(result) + string.Concat(result.Steps.Select(step => step.Reason)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_ignored_change_nothing_and_others_do()
    {
        _rig.Write("a: {command: 'true'}", "name: demo");
        var file = Path.Join(_rig.Projects.Project, "MLproject");
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file)).Replace("  steps:", "  ignore: ['*.md']\n  steps:"));
        await _rig.RunAsync();

        _rig.Projects.Write("docs/notes.md", "new");
        var ignored = await _rig.RunAsync();
        _rig.Projects.Write("docs/notes.txt", "new");
        var counted = await _rig.RunAsync();

        Assert.Equal(
            ("a Reused", "a Finished"), (WorkflowRig.StatesOf(ignored), WorkflowRig.StatesOf(counted)));
    }

    [Fact]
    public async Task A_local_file_counts_by_its_content()
    {
        var file = Path.Join(_rig.Signs, "input.txt");
        await File.WriteAllTextAsync(file, "one");
        _rig.Write(
            "read: {parameters: {file: '${parameters.seed}'}}",
            "name: demo\nentry_points: {read: {parameters: {file: path}, command: 'cat {file}'}}");
        ProjectRunRequest With(ProjectRunRequest request) =>
            request with { Parameters = new Dictionary<string, string> { ["seed"] = file } };
        await _rig.RunAsync(With);

        var same = await _rig.RunAsync(With);
        await File.WriteAllTextAsync(file, "two");
        var changed = await _rig.RunAsync(With);

        Assert.Equal(("read Reused", "read Finished"), (WorkflowRig.StatesOf(same), WorkflowRig.StatesOf(changed)));
        Assert.Equal("file changed", WorkflowRig.StepOf(changed, "read").Reason);
    }

    [Fact]
    public async Task Force_runs_every_step_again()
    {
        await _rig.RunAsync();

        var result = await _rig.RunAsync(request => request with { Force = true });

        Assert.Equal("make Finished, use Finished", WorkflowRig.StatesOf(result));
        Assert.All(result.Steps, step => Assert.Equal("asked to run again", step.Reason));
    }

    [Fact]
    public async Task A_run_that_was_deleted_is_not_used()
    {
        var first = await _rig.RunAsync();
        await _rig.Projects.Client.Runs.DeleteAsync(WorkflowRig.StepOf(first, "use").RunId!, Patience.Token());

        Assert.Equal("make Reused, use Finished", WorkflowRig.StatesOf(await _rig.RunAsync()));
    }

    [Fact]
    public async Task A_default_of_an_entry_point_is_part_of_the_step()
    {
        const string EntryPoint = "name: demo\nentry_points: {a: {parameters: {x: {default: 1}}, command: 'echo {x}'}}";
        _rig.Write("a:", EntryPoint);
        await _rig.RunAsync();
        _rig.Write("a:", EntryPoint.Replace("default: 1", "default: 2", StringComparison.Ordinal));

        var result = await _rig.RunAsync();

        Assert.Equal(WorkflowStepState.Finished, result.Steps.Single().State);
        Assert.Equal("x 1 → 2", result.Steps.Single().Reason);
    }
}
