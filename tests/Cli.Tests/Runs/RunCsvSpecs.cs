using Tracking.Contracts.Runs;

namespace Tracking.Cli.Tests.Runs;

public sealed class RunCsvSpecs : ServerSpecs
{
    [Fact]
    public async Task An_experiment_is_exported_with_a_column_for_each_key_of_any_run()
    {
        var note = new RunTag { Key = "note", Value = "a, \"b\"\nc" };
        var first = await CreateAsync(1, new() { Key = "lr", Value = "0.1" }, note);
        var second = await CreateAsync(2, new() { Key = "depth", Value = "3" });
        await Client.Runs.LogBatchAsync(new LogBatchRequest
        {
            RunId = second,
            Metrics = [new() { Key = "loss", Value = double.PositiveInfinity, Timestamp = 1, Step = 0 }],
        });

        var file = Folder["runs.csv"];
        var said = await SucceedAsync("experiments", "csv", "-x", "0", "-o", file);

        Assert.Equal($"Experiment with ID 0 has been exported as a CSV to file: {file}.\n", said.Output);
        var lines = await File.ReadAllLinesAsync(file);
        Assert.Equal(
            "run_id,experiment_id,status,artifact_uri,start_time,end_time,metrics.loss,params.depth,params.lr,"
            + "tags.mlflow.runName,tags.note",
            lines[0]);
        Assert.StartsWith($"{second},0,RUNNING,mlflow-artifacts:/0/{second}/artifacts,", lines[1]);
        Assert.EndsWith(",1.7976931348623157E+308,3,,named,", lines[1]);
        Assert.StartsWith($"{first},", lines[2]);
        Assert.EndsWith(",,,0.1,named,\"a, \"\"b\"\"", lines[2]);
        Assert.Equal("c\"", lines[3]);
        var printed = await SucceedAsync("experiments", "csv", "-n", "Default");
        Assert.Equal(await File.ReadAllTextAsync(file), printed.Output);
        Assert.Equal([file], Directory.GetFiles(Folder.Path));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_one_line_and_leaves_nothing()
    {
        Assert.Contains("missing", await FailAsync("experiments", "csv", "-x", "0", "-o", Folder["missing", "x.csv"]));
        Assert.Contains("777", await FailAsync("experiments", "csv", "-x", "777", "-o", Folder["x.csv"]));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path));
    }

    private async Task<string> CreateAsync(long start, Param param, params RunTag[] tags)
    {
        var run = await Client.Runs.CreateAsync(
            new CreateRunRequest { ExperimentId = "0", RunName = "named", StartTime = start, Tags = tags });
        await Client.Runs.LogBatchAsync(new LogBatchRequest { RunId = run.Info!.RunId, Params = [param] });
        return run.Info.RunId!;
    }
}
