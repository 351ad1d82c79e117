using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Checks;
using Tracking.TestKit;

namespace Tracking.Projects.Tests.Pipelines;

/// <summary>What is wrong with a workflow is told before anything runs, all at once, each with its place.</summary>
public sealed class WorkflowCheckSpecs : IDisposable
{
    private const string EntryPoints = """
        name: demo
        entry_points:
          fit: {parameters: {alpha: float, data: path, note: {default: none}}, command: "x {alpha} {data}"}
          free: {command: x}
        workflow:
          parameters: {seed: {type: float, default: 7}, tag: {default: t}}
          steps:

        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Steps_are_ordered_by_what_they_need()
    {
        var workflow = Plan("""
            last: {command: "x {a}", parameters: {a: "${steps.middle.run_id}"}, needs: [first]}
            middle: {command: x, needs: [first]}
            first: {command: x}
            """);

        Assert.Equal(["first", "middle", "last"], workflow.Steps.Select(step => step.Name));
        Assert.Equal(["first", "middle"], workflow.Steps[^1].Needs);
        Assert.Equal("demo", workflow.Name);
    }

    [Fact]
    public void A_matrix_has_a_run_for_every_combination()
    {
        var workflow = Plan("""
            train: {command: x, matrix: {lr: [0.1, 0.01], depth: [2, 3]}}
            """);

        Assert.Equal(
            [
                "train/1 train (lr=0.1, depth=2)", "train/2 train (lr=0.1, depth=3)",
                "train/3 train (lr=0.01, depth=2)", "train/4 train (lr=0.01, depth=3)",
            ],
            workflow.Steps.Single().Instances.Select(instance => $"{instance.Id} {instance.Title}"));
    }

    [Fact]
    public void Outputs_are_what_others_refer_to_unless_they_are_declared()
    {
        var workflow = Plan("""
            a: {command: x}
            b: {command: x, outputs: [m]}
            c: {command: x, parameters: {d: "${steps.a.artifacts.out/d}", e: "${steps.b.artifacts.m/part}"}}
            """);

        Assert.Equal(["out/d", "m"], workflow.Steps.SelectMany(step => step.Outputs).Select(output => output.Artifact));
    }

    [Theory]
    [InlineData("a: {needs: [b], command: x}\nb: {needs: [a], command: x}",
        "MLproject line 8, column 8: the steps need each other in a cycle: a → b → a.")]
    [InlineData("a: {command: 'x {p}', parameters: {p: '${steps.a.run_id}'}}", "in a cycle: a → a.")]
    [InlineData("a: {needs: [c], command: x}\nb: {command: x}",
        "line 8, column 17: step 'a' needs 'c', which is no step; known are a, b.")]
    [InlineData("nowhere:", "step 'nowhere': Could not find entry point 'nowhere'")]
    [InlineData("'a b': {command: x}", "step 'a b' is no name")]
    [InlineData("a: {command: x, entry_point: fit}", "has a command and an entry_point")]
    [InlineData("fit: {command: x}", "has a command, and there is an entry point of that name")]
    [InlineData("a: {command: 'x {y}'}", "uses 'y', which it does not declare")]
    [InlineData("a: {command: x, best: {metric: m}}", "has 'best' and no matrix")]
    [InlineData("a: {command: x, matrix: {lr: [1, 1]}}", "has the value '1' twice")]
    [InlineData("a: {command: x, outputs: [../m]}", "has the output '../m', expected a path inside")]
    [InlineData("a: {entry_point: ../../x.sh}", "'../../x.sh' is not in the project")]
    public void A_workflow_that_cannot_run_is_named_with_its_place(string steps, string expected) =>
        Assert.Contains(expected, ErrorOf(steps), StringComparison.Ordinal);

    [Theory]
    [InlineData("alpha: fast, data: d", "parameter 'alpha' is 'fast', expected a number")]
    [InlineData("alpha: 1, data: d, alfa: 2",
        "line 8, column 49: step 'fit' gives 'alfa', which entry point 'fit' does not declare; declared are alpha")]
    [InlineData("alpha: 1", "gives no value for 'data' of entry point 'fit'")]
    [InlineData("alpha: '${parameters.tag}', data: d", "gives ${parameters.tag}, a text, and 'alpha' takes a number")]
    [InlineData("alpha: '${steps.s.artifacts.m}', data: d", "an artifact, and 'alpha' takes a number")]
    [InlineData("alpha: '${steps.m.all.metrics.x}', data: d", "a list, and 'alpha' takes a number")]
    [InlineData("alpha: '1${parameters.seed}', data: d", "a text of several parts, and 'alpha' takes a number")]
    [InlineData("alpha: 1, data: '${steps.s.metrics.x}'", "a number, and 'data' takes a path")]
    [InlineData("alpha: 1, data: '${parameters.seed}'", "a number, and 'data' takes a path")]
    [InlineData("alpha: 1, data: '${parameters.sed}'", "the workflow has no parameter 'sed'; known are seed, tag")]
    [InlineData("alpha: '${matrix.lr}', data: d", "its matrix has no 'lr'")]
    [InlineData("alpha: 1, data: '${steps.z.artifacts.a}'", "there is no step 'z'; known are fit, s, m")]
    [InlineData("alpha: '${steps.m.metrics.x}', data: d", "'m' has a matrix: write steps.m.best or steps.m.all")]
    [InlineData("alpha: '${steps.s.best.metrics.x}', data: d", "'s' has no matrix to choose from")]
    [InlineData("alpha: '${steps.m.best.metrics.x}', data: d", "'m' does not say what is best")]
    [InlineData("alpha: 1, data: '${steps.o.artifacts.b}'", "which is no output of 'o'; known are a")]
    [InlineData("alpha: 1, data: '${steps.o.artifacts.a/../b}'", "expected a path inside the artifacts of 'o'")]
    public void A_value_that_does_not_fit_is_named_with_its_place(string parameters, string expected)
    {
        const string others = "s: {command: x}\nm: {command: x, matrix: {k: [1]}}\no: {command: x, outputs: [a]}";

        var error = ErrorOf($"fit: {{parameters: {{{parameters}}}}}\n{others}");

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.StartsWith("MLproject line 8, column ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_point_that_declares_nothing_takes_any_value() =>
        Assert.Single(Plan("free: {parameters: {anything: 1}}").Steps);

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var error = ErrorOf("a: {command: x, needs: [z]}\nb: {command: x, best: {metric: m}}");

        Assert.Equal(2, error.Split('\n').Length);
    }

    [Theory]
    [InlineData(null, 16, 16)]
    [InlineData("has a matrix of 272 combinations, expected at most 256", 16, 17)]
    [InlineData("combinations, expected at most 256", 2_000, 2_000, 2_000)]
    public void A_matrix_has_a_limit(string? expected, params int[] sizes)
    {
        var axes = sizes.Select((size, i) => $"x{i}: [{string.Join(", ", Enumerable.Range(0, size))}]");
        var steps = $"a: {{command: x, matrix: {{{string.Join(", ", axes)}}}}}";

        if (expected is null)
        {
            Assert.Equal(256, Plan(steps).Steps.Single().Instances.Count);
        }
        else
        {
            Assert.Contains(expected, ErrorOf(steps), StringComparison.Ordinal);
        }
    }

    private string ErrorOf(string steps) => Assert.Throws<ProjectException>(() => Plan(steps)).Message;

    private PlannedWorkflow Plan(string steps)
    {
        var indented = string.Join('\n', steps.Split('\n').Select(line => "    " + line));
        var project = ProjectFile.Parse(EntryPoints + indented);
        return WorkflowCheck.Plan(project, project.Workflow!, _folder.Path);
    }
}
