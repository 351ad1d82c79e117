using System.Text.Json.Nodes;
using Tracking.Cli.Commands.Predict;
using Tracking.Serving.BatchScoring;
using Tracking.TestKit;

namespace Tracking.Cli.Tests.Predict;

public sealed class PredictCommandSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_file_is_scored_and_bad_rows_are_told_by_the_exit_code()
    {
        await LogisticModel.WriteAsync(_folder["model"]);
        var good = _folder.Write("good.csv", "id,a,b,c,d\n7,1,2,3,4\n");
        var bad = _folder.Write("bad.jsonl", "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}\n{\"a\":\"x\"}\n");

        var scored = await RunAsync("-i", good, "-o", _folder["good.jsonl"], "--keep", "id");
        var mixed = await RunAsync("-i", bad, "-o", _folder["out.csv"]);
        var again = await RunAsync("-i", good, "-o", _folder["good.jsonl"], "--keep", "id");

        Assert.Equal((ExitCodes.Success, ""), (scored.Code, scored.Output));
        Assert.StartsWith("1 rows, predictions in", scored.Errors);
        var line = JsonNode.Parse(await File.ReadAllTextAsync(_folder["good.jsonl"]))!;
        Assert.Equal(("7", 3), ((string)line["id"]!, line["probabilities"]!.AsArray().Count));
        Assert.Equal(ExitCodes.Problems, mixed.Code);
        Assert.Contains("1 could not be scored", mixed.Errors);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_folder["out.csv"])).Length);
        Assert.Equal(ExitCodes.Failure, again.Code);
        Assert.Contains("exists already", again.Errors);
        Assert.Equal(ExitCodes.Success, (await RunAsync("-i", good, "-o", _folder["good.jsonl"], "--overwrite")).Code);
    }

    [Theory]
    [InlineData("-i in.txt -o out.csv", "--input is 'in.txt', whose name does not tell its format")]
    [InlineData("-i in.csv -o out.parquet", "--output is 'out.parquet', whose name does not tell its format")]
    [InlineData("-i in.csv -o out.csv --input-format xml", "--input-format is 'xml', expected csv or jsonl.")]
    [InlineData("-i in.csv", "--output")]
    [InlineData("-i in.csv -o out.csv --params {", "--params is not JSON")]
    [InlineData("-i in.csv -o out.csv --params [2]", "--params is of the kind Array, expected an object such as")]
    [InlineData("-i in.csv -o out.csv --params @none.json", "none.json")]
    public async Task A_wrong_command_line_is_told(string line, string named)
    {
        var call = await CliCall.RunAsync(["predict", "-m", _folder["model"], .. line.Split(' ')]);

        Assert.Equal(ExitCodes.Usage, call.Code);
        Assert.Contains(named, call.Errors);
    }

    [Fact]
    public async Task What_cannot_be_done_is_one_line()
    {
        await LogisticModel.WriteAsync(_folder["model"]);
        var input = _folder.Write("in.csv", "a,b,c,d\n1,2,3,4\n");

        var missing = await RunAsync("-i", _folder["none.csv"], "-o", _folder["out.csv"]);
        var nowhere = await RunAsync("-i", input, "-o", _folder["no", "out.csv"]);
        var size = await RunAsync("-i", input, "-o", _folder["out.csv"], "--batch-size", "0");

        Assert.StartsWith("Error: The input cannot be opened", missing.Errors);
        Assert.StartsWith("Error: The output cannot be written", nowhere.Errors);
        Assert.StartsWith("Error: The job makes no sense: the batch size is 0", size.Errors);
        Assert.All([missing, nowhere, size], call => Assert.Equal(ExitCodes.Failure, call.Code));
    }

    [Fact]
    public void The_line_on_a_terminal_shows_share_rows_and_pace()
    {
        var time = new ManualTime();
        using var terminal = new StringWriter();
        using (var line = new ProgressLine(terminal, () => 80, time))
        {
            line.Report(new BatchScoringProgress(1000, 0, 0, 400));
            time.Advance(TimeSpan.FromSeconds(2));
            line.Report(new BatchScoringProgress(5000, 3, 100, 400));
            line.Report(new BatchScoringProgress(5100, 3, 104, 400));
        }

        var drawn = terminal.ToString().Split("\r\e[K");
        Assert.Equal("[######..................] 25 %  5,000 rows  3 bad  2,000 rows/s", drawn[2]);
        Assert.Equal(["", ""], [drawn[0], drawn[^1]]);
        Assert.Equal(4, drawn.Length);
    }

    public void Dispose() => _folder.Dispose();

    private Task<CliCall> RunAsync(params string[] arguments) =>
        CliCall.RunAsync(["predict", "-m", _folder["model"], .. arguments]);
}
