using System.Text;
using Tracking.Serving.BatchScoring;

namespace Tracking.Serving.Tests.BatchScoring;

public sealed class ResumeSpecs
{
    private static readonly byte[] Input = Encoding.UTF8.GetBytes(
        BatchRig.Rows(20).Replace("2.5,10\n", "x,10\n\n\n1,2,3\n") + "9,9");

    public static TheoryData<string> Outputs => ["out.csv", "out.csv.gz", "out.jsonl"];

    [Theory]
    [MemberData(nameof(Outputs))]
    public async Task Broken_anywhere_and_resumed_gives_the_bytes_of_an_unbroken_run(string name)
    {
        using var rig = await BatchRig.EchoAsync();
        BatchScoringOptions Job(Stream input) => rig.JobOn(input) with
        {
            Output = rig.Folder[name],
            Keep = ["b"],
            Prefix = "p_",
            OutputFormat = name.Contains("jsonl") ? RowFormat.JsonLines : RowFormat.Csv,
            Overwrite = true,
        };
        await rig.RunAsync(Job(new MemoryStream(Input)));
        var whole = await ReadAsync(rig, name);
        for (var breaksAt = 4; breaksAt < Input.Length; breaksAt += 3)
        {
            Assert.Contains("The pipe broke.", await rig.FailAsync(Job(new BrokenStream(Input, breaksAt))));
            var isBegun = await TearAsync(rig.Folder[name]);

            var resumed = await rig.RunAsync(Job(new BrokenStream(Input, Input.Length, new Random(breaksAt))));

            Assert.Equal(whole, await ReadAsync(rig, name));
            Assert.Equal((22, 2), (resumed.Rows, resumed.Rejected));
            Assert.Equal(isBegun, resumed.ResumedAtRow > 0);
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task Killed_while_files_get_their_names_it_only_ends_that(bool outputIsLeft, bool rejectedIsLeft)
    {
        using var rig = await BatchRig.EchoAsync();
        await rig.FailAsync(rig.JobOn(new BrokenStream(Input, Input.Length - 1)));
        var partial = await File.ReadAllBytesAsync(rig.Output + ".partial");
        await rig.RunAsync(rig.JobOn(new MemoryStream(Input)));
        var (output, rejected) = (await File.ReadAllBytesAsync(rig.Output), await File.ReadAllBytesAsync(rig.Rejected));
        Assert.True(partial.Length < output.Length);
        await CompletedAsync(rig, outputIsLeft, rejectedIsLeft);

        var again = await rig.RunAsync(rig.JobOn(new MemoryStream(Input)));

        Assert.Equal((22, 2, 22), (again.Rows, again.Rejected, again.ResumedAtRow));
        Assert.Equal(output, await File.ReadAllBytesAsync(rig.Output));
        Assert.Equal(rejected, await File.ReadAllBytesAsync(rig.Rejected));
        Assert.Equal(
            ["model", "out.csv", "out.csv.rejected.jsonl"],
            Directory.GetFileSystemEntries(rig.Folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("model", "the model has changed")]
    [InlineData("options", "the options have changed")]
    [InlineData("input", "the input has changed")]
    [InlineData("output", "the unfinished output has changed")]
    [InlineData("checkpoint", "is damaged or of another version")]
    [InlineData("lost", "no checkpoint is beside it")]
    public async Task What_is_no_longer_the_same_is_not_resumed_but_can_be_restarted(string what, string reason)
    {
        using var rig = await BatchRig.EchoAsync();
        await rig.FailAsync(rig.JobOn(new BrokenStream(Input, Input.Length - 5)));
        var bytes = (byte[])Input.Clone();
        await ChangeAsync(rig, what, bytes);

        var job = rig.JobOn(new MemoryStream(bytes)) with { BatchSize = what == "options" ? 4 : 3 };
        Assert.Contains(reason, await rig.FailAsync(job));
        var restarted = await rig.RunAsync(job with { InputStream = new MemoryStream(bytes), Restart = true });

        Assert.Equal((22, 2, null), (restarted.Rows, restarted.Rejected, restarted.ResumedAtRow));
    }

    [Fact]
    public async Task A_file_that_was_written_to_meanwhile_is_not_resumed()
    {
        using var rig = await BatchRig.EchoAsync();
        var file = rig.Folder.Write("in.csv", Encoding.UTF8.GetString(Input));
        var job = rig.JobOn(Stream.Null) with { InputStream = null, Input = file, MaxRejected = 1 };
        Assert.Contains("row 12", await rig.FailAsync(job));
        await File.AppendAllTextAsync(file, "\n1,1\n");

        Assert.Contains("the input has changed", await rig.FailAsync(job with { MaxRejected = 5 }));
    }

    [Fact]
    public async Task More_bad_rows_may_be_allowed_when_it_goes_on()
    {
        using var rig = await BatchRig.EchoAsync();
        await rig.FailAsync(rig.JobOn(new MemoryStream(Input)) with { MaxRejected = 1 });

        var result = await rig.RunAsync(rig.JobOn(new MemoryStream(Input)) with { MaxRejected = 2, Workers = 1 });

        Assert.Equal((22, 2, 9), (result.Rows, result.Rejected, result.ResumedAtRow));
    }

    [Fact]
    public async Task Stopped_by_its_token_it_goes_on_later()
    {
        using var rig = await BatchRig.EchoAsync();
        using var stop = new CancellationTokenSource();
        var progress = new Told(_ => stop.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BatchScorer.RunAsync(
            rig.Model, rig.Job(BatchRig.Rows(10_000)) with { CheckpointInterval = TimeSpan.FromDays(1) }, progress,
            TimeProvider.System, stop.Token));

        var result = await rig.RunAsync(rig.Job(BatchRig.Rows(10_000)));

        Assert.InRange(result.ResumedAtRow!.Value, 3, 9_999);
        Assert.Equal(BatchRig.Rows(10_000).Replace("\n0,0\n", "\n0.0,0\n").Split('\n').Length,
            (await File.ReadAllLinesAsync(rig.Output)).Length + 1);
    }

    [Fact]
    public async Task A_second_process_on_the_same_output_is_refused()
    {
        using var rig = await BatchRig.EchoAsync();
        await rig.FailAsync(rig.JobOn(new BrokenStream(Input, Input.Length - 5)));
        await using var other = new FileStream(
            rig.Output + ".partial", FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Contains("The output cannot be written", await rig.FailAsync(rig.JobOn(new MemoryStream(Input))));
    }

    private static async Task ChangeAsync(BatchRig rig, string what, byte[] input)
    {
        switch (what)
        {
            case "model":
                rig.Folder.Write("model/model.onnx", "another");
                break;
            case "input":
                input[4] = (byte)'7';
                break;
            case "output":
                rig.Folder.Write("out.csv.partial", new string('x', 1000));
                break;
            case "checkpoint":
                var text = await File.ReadAllTextAsync(rig.Output + ".checkpoint");
                rig.Folder.Write("out.csv.checkpoint", text.Replace("\"rejected_rows\":2", "\"rejected_rows\":1"));
                break;
            case "lost":
                File.Delete(rig.Output + ".checkpoint");
                break;
        }
    }

    /// <summary>What a killed process leaves behind the last checkpoint, if there is one.</summary>
    private static async Task<bool> TearAsync(string output)
    {
        if (!File.Exists(output + ".checkpoint"))
        {
            return false;
        }

        await File.AppendAllTextAsync(output + ".partial", "torn");
        await File.AppendAllTextAsync(output + ".rejected.jsonl.partial", "{\"row\":");
        return true;
    }

    private static async Task<string> ReadAsync(BatchRig rig, string name) =>
        Convert.ToHexString(await File.ReadAllBytesAsync(rig.Folder[name]))
        + await File.ReadAllTextAsync(rig.Folder[name + ".rejected.jsonl"]);

    /// <summary>As a kill leaves it between the last checkpoint and its removal.</summary>
    private static async Task CompletedAsync(BatchRig rig, bool outputIsLeft, bool rejectedIsLeft)
    {
        await CheckpointStates.CompleteAsync(rig);
        if (outputIsLeft)
        {
            File.Move(rig.Output, rig.Output + ".partial");
        }

        if (rejectedIsLeft)
        {
            File.Move(rig.Rejected, rig.Rejected + ".partial");
        }
    }

    private sealed class Told(Action<BatchScoringProgress> tell) : IProgress<BatchScoringProgress>
    {
        public void Report(BatchScoringProgress value) => tell(value);
    }
}
