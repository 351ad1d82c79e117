using Tracking.Serving.BatchScoring.Checkpoints;
using Tracking.TestKit;

namespace Tracking.Serving.Tests.BatchScoring;

public sealed class ChecksummedFileSpecs : IDisposable
{
    private const int Block = 3 << 20;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_flushed_while_it_grows_is_found_again_by_its_prefix()
    {
        var (first, all) = Write(blocks: 5);
        using var again = new ChecksummedFile(_folder["out"]);
        Assert.False(await again.CutToAsync(first with { Checksum = all.Checksum }, Patience.Token()));
        using var other = Reopened(again);
        Assert.True(await other.CutToAsync(first, Patience.Token()));
        Assert.Equal(Block, new FileInfo(_folder["out"]).Length);
        Assert.Equal(first, other.Prefix);
    }

    [Fact]
    public async Task One_byte_that_is_another_is_noticed()
    {
        var (_, all) = Write(blocks: 2);
        await using (var file = File.OpenWrite(_folder["out"]))
        {
            file.Position = Block + 5;
            file.WriteByte(0xFF);
        }

        using var again = new ChecksummedFile(_folder["out"]);
        Assert.False(await again.CutToAsync(all, Patience.Token()));
    }

    private ChecksummedFile Reopened(ChecksummedFile open)
    {
        open.Dispose();
        return new ChecksummedFile(_folder["out"]);
    }

    /// <summary>The prefix after the first block, and after all; closed while it may be flushed.</summary>
    private (FilePrefix First, FilePrefix All) Write(int blocks)
    {
        using var file = new ChecksummedFile(_folder["out"]);
        var bytes = new byte[Block];
        new Random(1).NextBytes(bytes);
        file.Write(bytes);
        var first = file.Prefix;
        for (var block = 1; block < blocks; block++)
        {
            file.Write(bytes);
        }

        file.FlushToDisk();
        return (first, file.Prefix);
    }
}
