using Tracking.Projects.Format;
using Tracking.Projects.Pipelines.Definition;

namespace Tracking.Projects.Tests.Pipelines;

public sealed class WorkflowSectionSpecs
{
    private const string Full = """
        workflow:
          name: digits
          parameters: {seed: {type: float, default: 7}}
          ignore: ["*.md"]
          steps:
            prepare:
            train:
              entry_point: fit
              needs: prepare
              parameters: {lr: "${matrix.lr}", data: "${steps.prepare.artifacts.data}"}
              matrix: {lr: [0.1, 0.01], depth: [2]}
              best: {metric: loss, goal: min}
              outputs: {model: out/model}
              inputs: [src/**]
              retries: 2
              timeout: 1.5
        """;

    [Fact]
    public void Reads_steps_with_all_that_they_may_have()
    {
        var project = ProjectFile.Parse(Full);

        var workflow = project.Workflow!;
        var train = workflow.Steps[1];
        Assert.Empty(project.Warnings);
        Assert.Equal(("digits", "*.md"), (workflow.Name, workflow.Ignored.Single()));
        Assert.Equal([new ParameterSpec("seed", ParameterType.Float, "7")], workflow.Parameters);
        Assert.Equal(["prepare", "train"], workflow.Steps.Select(step => step.Name));
        Assert.Equal(("fit", "prepare"), (train.EntryPoint, train.Needs.Single().Step));
        Assert.Equal(["lr=0.1 0.01", "depth=2"], train.Matrix.Select(a => $"{a.Name}={string.Join(' ', a.Values)}"));
        Assert.Equal(new BestRun("loss", IsLargest: false), train.Best);
        Assert.Equal([new StepOutput("model", "out/model")], train.Outputs);
        Assert.Equal(["src/**"], train.Inputs);
        Assert.Equal((2, TimeSpan.FromSeconds(1.5)), (train.Retries, train.Timeout));
    }

    [Fact]
    public void Unknown_keys_are_reported_with_their_line()
    {
        var project = ProjectFile.Parse("""
            workflow:
              colour: red
              steps:
                a: {comand: x, best: {metric: m, goals: max}}
            """);

        Assert.Collection(
            project.Warnings,
            first => Assert.StartsWith("MLproject line 2: 'workflow.colour'", first, StringComparison.Ordinal),
            second => Assert.StartsWith(
                "MLproject line 4: 'workflow.steps.a.comand'", second, StringComparison.Ordinal),
            third => Assert.StartsWith(
                "MLproject line 4: 'workflow.steps.a.best.goals'", third, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{a: [", "MLproject is not YAML: line")]
    [InlineData("3", "line 3, column 10: 'workflow.steps' must be a mapping")]
    [InlineData("{a: 3}", "line 3, column 14: 'workflow.steps.a' must be a mapping")]
    [InlineData("{a: {needs: {b: 1}}}", "column 22: 'workflow.steps.a.needs' must be a list")]
    [InlineData("{a: {needs: [[b]]}}", "'workflow.steps.a.needs' must be a list of texts")]
    [InlineData("{a: {retries: 1.5}}", "'workflow.steps.a.retries' is '1.5', expected a whole number from 0 to 100")]
    [InlineData("{a: {timeout: soon}}", "'workflow.steps.a.timeout' is 'soon', expected a number of seconds")]
    [InlineData("{a: {matrix: {lr: []}}}", "'workflow.steps.a.matrix.lr' has no values")]
    [InlineData("{a: {best: {goal: max}}}", "'workflow.steps.a.best.metric' is missing")]
    [InlineData("{a: {best: {metric: m, goal: up}}}", "is 'up', expected max or min")]
    [InlineData("{a: {outputs: {m: ../m}}}", "is '../m', expected a path inside the project")]
    [InlineData("{a: {parameters: {p: '${steps.b}'}}}", "'${steps.b}' refers to nothing: expected parameters.NAME")]
    [InlineData("{a: {parameters: {p: 'x ${matrix.lr'}}}", "has a '${' that is not closed")]
    public void What_is_wrong_is_named_with_its_place(string steps, string expected)
    {
        var error = Assert.Throws<ProjectException>(
            () => ProjectFile.Parse($"name: x\nworkflow:\n  steps: {steps}\n"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$HOME costs $5", "$HOME costs $5")]
    [InlineData("$${parameters.x}", "${parameters.x}")]
    [InlineData("", "")]
    public void A_value_without_references_is_itself(string text, string expected) =>
        Assert.Equal(expected, ValueTemplate.Parse(text).Literal);

    [Theory]
    [InlineData("${steps.a.run_id}", "a None RunId ")]
    [InlineData("${ steps.a.artifacts.out/data.csv }", "a None Artifact out/data.csv")]
    [InlineData("${steps.a.best.metrics.val.loss}", "a Best Metric val.loss")]
    [InlineData("${steps.a.all.params.lr}", "a All Param lr")]
    public void References_name_a_step_a_choice_and_a_field(string text, string expected)
    {
        var reference = Assert.IsType<StepReference>(ValueTemplate.Parse(text).Only);

        Assert.Equal(expected, $"{reference.Step} {reference.Choice} {reference.Field} {reference.Key}");
    }

    [Fact]
    public void References_are_filled_in_between_texts_and_values_are_not_read_again()
    {
        var template = ValueTemplate.Parse("a ${parameters.x} b ${matrix.y}");

        Assert.Equal("a ${matrix.y} b ${matrix.y}", template.Fill(_ => "${matrix.y}"));
        Assert.Null(template.Only);
        Assert.Null(template.Literal);
    }
}
