using Tracking.Contracts.Runs;

namespace Tracking.Projects.Tests.Pipelines;

public sealed class MatrixSpecs : IAsyncLifetime
{
    private WorkflowRig _rig = null!;

    public async Task InitializeAsync() => _rig = await WorkflowRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Theory]
    [InlineData("max", "0.3")]
    [InlineData("min", "0.1")]
    public async Task The_best_of_a_matrix_goes_on(string goal, string expected)
    {
        WriteTrain($"{{metric: score, goal: {goal}}}");

        var result = await _rig.RunAsync();

        Assert.Equal($"model {expected}\n", await _rig.OutputAsync(result, "use"));
        Assert.Equal("train (lr=0.1)", (await _rig.RunOfAsync(result, "train/1")).Info!.RunName);
    }

    [Fact]
    public async Task All_of_a_matrix_go_on_as_lists_in_its_order()
    {
        WriteTrain("{metric: score}", """
            all:
              command: echo {scores} {lrs} {files}
              parameters:
                scores: ${steps.train.all.metrics.score}
                lrs: ${steps.train.all.params.lr}
                files: ${steps.train.all.artifacts.model}
            """);

        var result = await _rig.RunAsync();

        var files = Enumerable.Range(1, 3)
            .Select(i => $"\"runs:/{WorkflowRig.StepOf(result, $"train/{i}").RunId}/model\"");
        Assert.Equal(
            $"[0.1, 0.3, 0.2] [\"0.1\",\"0.3\",\"0.2\"] [{string.Join(',', files)}]\n",
            await _rig.OutputAsync(result, "all"));
    }

    [Fact]
    public async Task Only_the_new_values_of_a_matrix_run()
    {
        WriteTrain("{metric: score}");
        await _rig.RunAsync();
        WriteTrain("{metric: score}", values: "0.3, 0.4");

        var result = await _rig.RunAsync();

        Assert.Equal("train/1 Reused, train/2 Finished, use Finished", WorkflowRig.StatesOf(result));
        Assert.Matches("^lr 0.[123] → 0.4$", WorkflowRig.StepOf(result, "train/2").Reason);
    }

    [Fact]
    public async Task A_metric_that_nobody_logged_is_named()
    {
        WriteTrain("{metric: accuracy}");

        var result = await _rig.RunAsync();

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal(
            "${steps.train.best.artifacts.model}: no run of step 'train' logged the metric 'accuracy', which decides " +
            "what is best.",
            WorkflowRig.StepOf(result, "use").Reason);
    }

    private void WriteTrain(string best, string more = "", string values = "0.1, 0.3, 0.2") => _rig.Write($$$"""
        train:
          command: echo model {lr} > model.txt && bash metric.sh score {lr}
          parameters: {lr: "${matrix.lr}"}
          matrix: {lr: [{{{values}}}]}
          best: {{{best}}}
          outputs: {model: model.txt}
        use: {command: "cat {file}", parameters: {file: "${steps.train.best.artifacts.model}"}}
        {{{more}}}
        """);
}
