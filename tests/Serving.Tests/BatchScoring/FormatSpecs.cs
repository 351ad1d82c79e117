using System.IO.Compression;
using System.Text;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.BatchScoring;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.BatchScoring;

[Collection(nameof(MeasuredAlone))]
public sealed class FormatSpecs
{
    private const string Csv = "id,a,b,note\n7,1.5,2,\"x, \"\"y\"\"\"\n8,-3,4,\n";

    private const string CsvAsJson =
        "{\"id\":\"7\",\"note\":\"x, \\\"y\\\"\",\"p_a\":1.5,\"p_b\":2}\n"
        + "{\"id\":\"8\",\"note\":null,\"p_a\":-3.0,\"p_b\":4}\n";

    private const string JsonAsJson =
        "{\"id\":7,\"note\":{\"x\":[1,\"ü\\n\"]},\"p_a\":1.5,\"p_b\":2}\n"
        + "{\"note\":null,\"id\":\"8\",\"p_a\":-3.0,\"p_b\":4}\n";

    private const string JsonLines =
        "{\"id\":7,\"a\":1.5,\"b\":2,\"note\":{\"x\":[1,\"ü\\n\"]}}\n{\"b\":4,\"a\":-3,\"note\":null,\"id\":\"8\"}\n";

    [Theory]
    [InlineData(Csv, RowFormat.Csv, RowFormat.Csv, "id,note,p_a,p_b\n7,\"x, \"\"y\"\"\",1.5,2\n8,,-3.0,4\n")]
    [InlineData(Csv, RowFormat.Csv, RowFormat.JsonLines, CsvAsJson)]
    [InlineData(JsonLines, RowFormat.JsonLines, RowFormat.Csv,
        "id,note,p_a,p_b\n7,\"{\"\"x\"\":[1,\"\"ü\\n\"\"]}\",1.5,2\n8,,-3.0,4\n")]
    [InlineData(JsonLines, RowFormat.JsonLines, RowFormat.JsonLines, JsonAsJson)]
    public async Task What_is_kept_stands_before_predictions(
        string input, RowFormat from, RowFormat to, string expected)
    {
        using var rig = await BatchRig.EchoAsync();

        await rig.RunAsync(rig.Job(input) with
        {
            InputFormat = from,
            OutputFormat = to,
            Keep = ["id", "note"],
            Prefix = "p_",
        });

        Assert.Equal(expected, await File.ReadAllTextAsync(rig.Output));
    }

    [Fact]
    public async Task Columns_outputs_and_a_limit_choose_what_is_scored_and_written()
    {
        var any = new TensorInfo("x", ElementType.Float32, [-1, -1]);
        using var rig = await BatchRig.OpenAsync(FunctionScorer.Of(any), rest: null);

        await rig.RunAsync(rig.Job("name,u,v\nn,1,2\nm,3,4\no,5,6\n") with
        {
            Columns = ["v", "u"], Keep = ["name"], Outputs = ["x"], Limit = 2,
        });

        Assert.Equal("name,x_0,x_1\nn,2.0,1.0\nm,4.0,3.0\n", await File.ReadAllTextAsync(rig.Output));
    }

    [Theory]
    [InlineData("[1,2]\n[3,4]\n", "{\"x\":[1.0,2.0]}\n{\"x\":[3.0,4.0]}\n")]
    [InlineData("{\"u\":1,\"v\":2}\n", "{\"x\":[1.0,2.0]}\n")]
    [InlineData("[NaN,-Infinity]\n", "{\"x\":[NaN,-Infinity]}\n")]
    public async Task Lines_are_instances_or_records_as_they_look(string input, string expected)
    {
        using var rig = await BatchRig.OpenAsync(
            FunctionScorer.Of(new TensorInfo("x", ElementType.Float32, [-1, -1])), rest: null);

        await rig.RunAsync(rig.Job(input) with
        {
            InputFormat = RowFormat.JsonLines, OutputFormat = RowFormat.JsonLines,
        });

        Assert.Equal(expected, await File.ReadAllTextAsync(rig.Output));
    }

    [Fact]
    public async Task Packed_files_are_read_and_written_and_streams_too()
    {
        using var rig = await BatchRig.EchoAsync();
        using var output = new MemoryStream();
        await rig.RunAsync(rig.Job(BatchRig.Rows(10)) with { Output = rig.Folder["one.csv.gz"] });

        await rig.RunAsync(rig.Job("") with
        {
            InputStream = null, Input = rig.Folder["one.csv.gz"], Output = null, OutputStream = output,
        });

        var text = Encoding.UTF8.GetString(output.ToArray());
        await using var packed = new GZipStream(File.OpenRead(rig.Folder["one.csv.gz"]), CompressionMode.Decompress);
        Assert.Equal(text, await new StreamReader(packed).ReadToEndAsync(Patience.Token()));
        Assert.StartsWith("a,b\n0.0,0\n0.25,1\n0.5,2\n", text);
        Assert.Equal(11, text.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Without_rows_the_header_is_all()
    {
        using var rig = await BatchRig.EchoAsync();

        var result = await rig.RunAsync(rig.Job("b,a\r\n\r\n"));

        Assert.Equal((0, 0, null, null),
            (result.Rows, result.Rejected, result.RejectedPath, result.ResumedAtRow));
        Assert.Equal("a,b\n", await File.ReadAllTextAsync(rig.Output));
        Assert.False(File.Exists(rig.Rejected));
    }

    [Fact]
    public async Task Mistakes_of_the_job_are_named_before_anything_is_written()
    {
        using var rig = await BatchRig.EchoAsync();
        var job = rig.Job(Csv);

        Assert.Contains("no output 'z'; it has a, b", await rig.FailAsync(job with { Outputs = ["z"] }));
        var unknown = await rig.FailAsync(rig.Job(Csv) with { Keep = ["z"] });
        Assert.Contains("no column 'z'; it has id, a", unknown);
        var twice = await rig.FailAsync(rig.Job(Csv) with { Keep = ["*"] });
        Assert.Contains("'a' is both kept and an output", twice);
        Assert.Contains("the batch size is 0", await rig.FailAsync(job with { BatchSize = 0 }));
        Assert.Equal(["model"], Directory.GetFileSystemEntries(rig.Folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_model_without_a_value_for_each_row_is_told_at_once()
    {
        var schema = new ScorerSchema(
            [new TensorInfo("x", ElementType.Float32, [-1, -1])], [new TensorInfo("sum", ElementType.Float32, [1])]);
        using var rig = await BatchRig.OpenAsync(
            new FunctionScorer(schema, (_, _) => [new NamedTensor("sum", new Tensor<float>(new float[1], 1))]), null);

        Assert.Contains(
            "output 'sum' has shape [1] for 2 rows", await rig.FailAsync(rig.Job("u\n1\n2\n") with { BatchSize = 2 }));
    }

    [Fact]
    public async Task A_million_rows_take_no_more_memory_than_a_thousand()
    {
        using var rig = await BatchRig.EchoAsync();
        var most = 0L;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var job = rig.JobOn(new GeneratedStream("a,b\n", "1.25,7\n", 1_000_000, "")) with
        {
            BatchSize = 1000, CheckpointInterval = TimeSpan.FromDays(1),
        };

        var result = await rig.RunAsync(job, new Sampled(rows => most = rows % 50_000 == 0
            ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true))
            : most));

        Assert.Equal(1_000_000, result.Rows);
        Assert.InRange(most - before, long.MinValue, 16_000_000);
    }

    private sealed class Sampled(Action<long> sample) : IProgress<BatchScoringProgress>
    {
        public void Report(BatchScoringProgress value) => sample(value.Rows);
    }
}
