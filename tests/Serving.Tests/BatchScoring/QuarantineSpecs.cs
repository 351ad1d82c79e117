using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Tracking.Models.Scoring;
using Tracking.Models.Tensors;
using Tracking.Serving.BatchScoring;
using Tracking.Serving.Core;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.BatchScoring;

[Collection(nameof(MeasuredAlone))]
public sealed class QuarantineSpecs
{
    [Theory]
    [InlineData("x,1")]
    [InlineData("1,1.5")]
    [InlineData("1,99999999999999999999")]
    [InlineData("1")]
    [InlineData("1,2,3")]
    [InlineData("1,")]
    [InlineData("\"1\"2,3")]
    [InlineData("\"1,2")]
    public async Task A_bad_row_of_csv_is_set_aside_with_what_a_request_with_it_alone_is_answered(string row)
    {
        using var rig = await BatchRig.EchoAsync();
        var refused = Assert.ThrowsAny<ServingException>(
            () => rig.Model.Invoke(Encoding.UTF8.GetBytes($"a,b\n{row}"), "text/csv"));

        var result = await rig.RunAsync(rig.Job($"a,b\n1,1\n2,2\n3,3\n4,4\n{row}\n6,6\n7,7\n"));

        Assert.Equal((7, 1, rig.Rejected), (result.Rows, result.Rejected, result.RejectedPath));
        Assert.Equal(
            "a,b\n1.0,1\n2.0,2\n3.0,3\n4.0,4\n6.0,6\n7.0,7\n", await File.ReadAllTextAsync(rig.Output));
        var rejected = Assert.Single(rig.RejectedRows());
        Assert.Equal((5, refused.Message, row),
            ((int)rejected["row"]!, (string)rejected["reason"]!, (string)rejected["raw"]!));
    }

    [Theory]
    [InlineData("""{"a": 1, "b": "x"}""")]
    [InlineData("""{"a": [1], "b": 2}""")]
    [InlineData("""{"a": 1""")]
    [InlineData("""{"a": 1, "b": 2}]}, {"a": [1""")]
    [InlineData("""{"a": 1, "b": 2}, {"a": 1, "b": 2}""")]
    [InlineData("""5""")]
    [InlineData("""nonsense""")]
    public async Task A_bad_line_of_json_is_set_aside_and_breaks_no_other(string line)
    {
        using var rig = await BatchRig.EchoAsync();
        var job = rig.Job($"{{\"a\": 1, \"b\": 1}}\n\n{line}\n{{\"b\": 3, \"a\": 2.5}}\n") with
        {
            InputFormat = RowFormat.JsonLines,
            OutputFormat = RowFormat.JsonLines,
        };

        await rig.RunAsync(job);

        Assert.Equal("{\"a\":1.0,\"b\":1}\n{\"a\":2.5,\"b\":3}\n", await File.ReadAllTextAsync(rig.Output));
        var rejected = Assert.Single(rig.RejectedRows());
        Assert.Equal((2, line), ((int)rejected["row"]!, (string)rejected["raw"]!));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_kept_as_they_are()
    {
        using var rig = await BatchRig.EchoAsync();
        byte[] input = [.. "a,b\n1,1\n"u8, 0xff, 0xfe, .. ",2\n3,3"u8];

        await rig.RunAsync(rig.JobOn(new MemoryStream(input)));

        var rejected = Assert.Single(rig.RejectedRows());
        Assert.Equal(Convert.ToBase64String([0xff, 0xfe, .. ",2"u8]), (string)rejected["raw_base64"]!);
        Assert.Contains("not valid UTF-8", (string)rejected["reason"]!);
    }

    [Fact]
    public async Task A_row_of_100_megabytes_is_set_aside_without_holding_it()
    {
        using var rig = await BatchRig.EchoAsync();
        using var input = new GeneratedStream("a,b\n1,1\n", new string('7', 1000), 100_000, "\n3,3\n");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var result = await rig.RunAsync(rig.JobOn(input) with { MaxRowBytes = 1_000_000 });

        Assert.Equal((3, 1), (result.Rows, result.Rejected));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20_000_000);
        var rejected = Assert.Single(rig.RejectedRows());
        Assert.Equal("The row is longer than 1000000 bytes.", (string)rejected["reason"]!);
        Assert.Equal((4096, true), (((string)rejected["raw"]!).Length, (bool)rejected["raw_is_cut"]!));
    }

    [Fact]
    public async Task Rows_that_the_model_itself_refuses_are_found_among_others()
    {
        var schema = new ScorerSchema(
            [new TensorInfo("a", ElementType.Float64, [-1]), new TensorInfo("b", ElementType.Int64, [-1])],
            [new TensorInfo("a", ElementType.Float64, [-1])]);
        using var rig = await BatchRig.OpenAsync(new FunctionScorer(schema, static (inputs, _) =>
            ((Tensor<double>)inputs[0].Tensor).Data.Span.Contains(13)
                ? throw new ScoringException(ScoringFault.ModelFailed, "Thirteen!")
                : [inputs[0]]));

        var result = await rig.RunAsync(rig.Job("a,b\n1,1\n13,2\n3,3\n13,4\n5,5\n"));

        Assert.Equal((5, 2), (result.Rows, result.Rejected));
        Assert.Equal("a\n1.0\n3.0\n5.0\n", await File.ReadAllTextAsync(rig.Output));
        Assert.Equal([(2, "Thirteen!"), (4, "Thirteen!")],
            rig.RejectedRows().Select(row => ((int)row["row"]!, (string)row["reason"]!)));
    }

    [Fact]
    public async Task More_bad_rows_than_allowed_end_the_job_and_name_the_next()
    {
        using var rig = await BatchRig.EchoAsync();

        var message = await rig.FailAsync(rig.Job("a,b\nx,1\n2,2\ny,3\nz,4\n") with { MaxRejected = 2 });

        Assert.StartsWith("More than 2 rows cannot be scored; the next is row 4: Failed to convert column a", message);
        Assert.False(File.Exists(rig.Output));
    }

    [Theory]
    [InlineData("", "The input is empty, expected a header row.")]
    [InlineData("a\n1\n", "The header does not fit: Model is missing inputs ['b'].")]
    [InlineData("a,b,a\n1,2,3\n", "Column 'a' stands twice")]
    public async Task A_header_that_does_not_fit_ends_the_job_at_once(string input, string reason)
    {
        using var rig = await BatchRig.EchoAsync();

        Assert.Contains(reason, await rig.FailAsync(rig.Job(input)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(1000)]
    public async Task Packed_input_that_is_cut_off_is_told_and_never_taken_for_all(int left)
    {
        using var rig = await BatchRig.EchoAsync();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(BatchRig.Rows(100_000)));
        }

        var file = rig.Folder["in.csv.gz"];
        await File.WriteAllBytesAsync(file, packed.ToArray()[..^left]);
        var job = rig.Job("") with { InputStream = null, Input = file, BatchSize = 1000 };
        var message = await rig.FailAsync(job);
        Assert.StartsWith("The input cannot be read: ", message);

        await File.WriteAllBytesAsync(file, packed.ToArray());
        Assert.Contains("the input has changed", await rig.FailAsync(job));
        Assert.Equal(100_000, (await rig.RunAsync(job with { Restart = true })).Rows);
    }
}
