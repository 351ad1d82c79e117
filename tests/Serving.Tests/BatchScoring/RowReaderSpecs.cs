using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tracking.Serving.BatchScoring.Rows;
using Tracking.Serving.Core;
using Tracking.Serving.Protocols.Mlflow;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.BatchScoring;

[Collection(nameof(MeasuredAlone))]
public sealed class RowReaderSpecs
{
    private static readonly string[] Pieces =
        ["a", "12.5", ",", ",", "\"", "\"\"", "\"x,y\"", "\"1\n2\"", "\n", "\n", "\r\n", "\r", " ", "ü", "\uFEFF"];

    [Fact]
    public void Batches_depend_on_the_bytes_alone_and_not_on_how_they_arrive() => Check.QuickThrowOnFailure(
        Prop.ForAll(Text.ToArbitrary(), text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            foreach (var splitter in (IRowSplitter[])[new CsvSplitter(), new LineSplitter()])
            {
                var whole = Read(new MemoryStream(bytes), splitter, maxRowBytes: 9);
                var pieces = Read(new BrokenStream(bytes, bytes.Length, new Random(7)), splitter, maxRowBytes: 9);
                Assert.Equal(whole, pieces);
            }
        }));

    [Theory]
    [InlineData("123456789\r\n12\r\n")]
    [InlineData("1234567890\r\n12\r\n")]
    [InlineData("12345678\r\r\n12")]
    [InlineData("123456789\r\r\n12")]
    [InlineData("\"12345678\r\n\"x\n1")]
    [InlineData("\uFEFF123456789\r\n\"\r")]
    public void A_row_as_long_as_one_may_be_is_read_alike_wherever_the_bytes_are_parted(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var splitter in (IRowSplitter[])[new CsvSplitter(), new LineSplitter()])
        {
            var whole = Read(new MemoryStream(bytes), splitter, maxRowBytes: 9);
            for (var first = 1; first < bytes.Length; first++)
            {
                Assert.Equal(whole, Read(new PartedStream(bytes, first), splitter, maxRowBytes: 9));
            }
        }
    }

    [Fact]
    public void Rows_of_well_formed_csv_are_those_that_requests_have() => Check.QuickThrowOnFailure(
        Prop.ForAll(Text.ToArbitrary(), text =>
        {
            if (Online(Encoding.UTF8.GetBytes(text)) is not { } online)
            {
                return;
            }

            var offline = new List<string>();
            foreach (var row in Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), new CsvSplitter(), 1000))
            {
                offline.AddRange(Online(Encoding.UTF8.GetBytes(row[(row.IndexOf(':') + 1)..]), false) ?? ["malformed"]);
            }

            Assert.Equal(online, offline);
        }));

    [Fact]
    public async Task Blank_lines_without_end_take_no_memory()
    {
        var blank = new byte[20_000_000];
        blank.AsSpan().Fill((byte)'\n');
        using var reader = new RowReader(new MemoryStream(blank).ReadAsync, new LineSplitter(), 1000);
        var before = GC.GetTotalAllocatedBytes();

        Assert.Null(await reader.ReadAsync(10, Patience.Token()));

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 4_000_000);
    }

    /// <summary>Gives so many bytes, and the rest when it is asked again.</summary>
    private sealed class PartedStream(byte[] bytes, int first) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(Position < first ? buffer[..(int)(first - Position)] : buffer, cancellationToken);
    }

    private static Gen<string> Text { get; } = Gen.Elements(Pieces).ArrayOf().Select(string.Concat);

    private static List<string> Read(Stream stream, IRowSplitter splitter, int maxRowBytes)
    {
        using var reader = new RowReader(stream.ReadAsync, splitter, maxRowBytes);
        var rows = new List<string>();
        reader.SkipMarkAsync(Patience.Token()).AsTask().GetAwaiter().GetResult();
        while (reader.ReadAsync(3, Patience.Token()).AsTask().GetAwaiter().GetResult() is { } batch)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var cut = batch[i].IsCut ? "cut" : "";
                rows.Add($"{batch.FirstRow + i}{cut}:{Encoding.UTF8.GetString(batch.BytesOf(i))}");
            }
        }

        return rows;
    }

    /// <summary>The rows as a request reads them; null if it refuses them.</summary>
    private static List<string>? Online(byte[] body, bool isWhole = true)
    {
        var csv = new CsvReader(body, isWhole);
        var fields = new List<CsvField>();
        var rows = new List<string>();
        try
        {
            while (csv.ReadRow(fields))
            {
                var texts = new List<string>();
                foreach (var field in fields)
                {
                    texts.Add(field.IsMissing ? "-" : "=" + Encoding.UTF8.GetString(csv.TextOf(field)));
                }

                rows.Add(string.Join('|', texts));
            }

            return rows;
        }
        catch (ServingException)
        {
            return null;
        }
    }
}
