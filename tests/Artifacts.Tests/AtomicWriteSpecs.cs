using System.Runtime.ExceptionServices;
using Tracking.TestKit;

namespace Tracking.Artifacts.Tests;

public class AtomicWriteSpecs : StoreFixture
{
    [Fact]
    public async Task A_failing_source_leaves_the_old_content_and_no_leftover()
    {
        await WriteAsync("a.txt", "old");
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Store.WriteAsync(At("a.txt"), new BreakingStream(300_000), Patience.Token()));
        Assert.Equal("old", await ReadAsync("a.txt"));
        Assert.Empty(LeftoverFiles());
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var source = new BreakingStream(1_000_000) { AtHalf = cancel.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.WriteAsync(At("a.bin"), source, cancel.Token));
        Assert.Empty(await ListAsync());
        Assert.Empty(LeftoverFiles());
    }

    [Fact]
    public async Task Writers_of_one_path_never_mix()
    {
        const int Writers = 24;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer =>
            WriteAsync("deep/same.bin", Enumerable.Repeat((byte)writer, 200_000).ToArray())));
        var bytes = await File.ReadAllBytesAsync(Path.Join(Root, "deep", "same.bin"));
        Assert.Equal(200_000, bytes.Length);
        Assert.Single(bytes.Distinct());
        Assert.Empty(LeftoverFiles());
    }

    [Fact]
    public async Task Writing_goes_on_while_the_folder_is_deleted_again_and_again()
    {
        using var done = new CancellationTokenSource();
        var deleting = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await Store.DeleteAsync(At("busy"), Patience.Token());
        });
        for (var i = 0; i < 50; i++)
            await WriteAsync("busy/kept.txt", "x");
        await done.CancelAsync();
        await Patience.For(deleting, "the deleting loop");
        await WriteAsync("busy/kept.txt", "last");
        Assert.Equal("last", await ReadAsync("busy/kept.txt"));
    }

    [Fact]
    public async Task A_write_whose_folder_is_not_there_for_a_moment_is_tried_again()
    {
        Directory.CreateDirectory(Outside("real"));
        Directory.CreateSymbolicLink(Root, Outside("real"));
        var failed = 0;
        void Mend(object? sender, FirstChanceExceptionEventArgs thrown)
        {
            if (thrown.Exception is DirectoryNotFoundException && thrown.Exception.Message.Contains(Root))
            {
                failed++;
                Lead("real");
            }
        }

        AppDomain.CurrentDomain.FirstChanceException += Mend;
        try
        {
            var source = new BreakingStream(1_000) { AtHalf = () => Lead("nowhere") };
            await Store.WriteAsync(At("busy/kept.bin"), source, Patience.Token());
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Mend;
        }

        Assert.Equal((1, 1_000), (failed, new FileInfo(Path.Join(Root, "busy", "kept.bin")).Length));
        Assert.Empty(LeftoverFiles());
    }

    [Fact]
    public void A_start_removes_what_a_dead_writer_left_and_spares_a_living_one()
    {
        var folder = Directory.CreateDirectory(Path.Join(Root, ".tracking-tmp")).FullName;
        var dead = Path.Join(folder, "dead.part");
        var alive = Path.Join(folder, "alive.part");
        File.WriteAllText(dead, "half");
        File.WriteAllText(Path.Join(Directory.CreateDirectory(Path.Join(folder, "half.gone")).FullName, "x"), "x");
        using var writer = new FileStream(
            alive, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

        _ = new LocalArtifactStore(Root, new ManualTime(DateTimeOffset.UnixEpoch.AddYears(200)));

        Assert.Equal([alive], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_start_spares_files_that_were_just_made()
    {
        var folder = Directory.CreateDirectory(Path.Join(Root, ".tracking-tmp")).FullName;
        File.WriteAllText(Path.Join(folder, "young.part"), "half");
        _ = new LocalArtifactStore(Root);
        Assert.Single(LeftoverFiles());
    }

    [Fact]
    public async Task A_large_file_is_written_in_pieces()
    {
        var source = new BreakingStream(64 * 1024 * 1024) { Breaks = false };
        await Store.WriteAsync(At("big.bin"), source, Patience.Token());
        Assert.Equal(source.Length, new FileInfo(Path.Join(Root, "big.bin")).Length);
        Assert.InRange(source.LargestRead, 1, 1024 * 1024);
    }

    private void Lead(string folder)
    {
        File.Delete(Root);
        Directory.CreateSymbolicLink(Root, Outside(folder));
    }

    /// <summary>Zeros up to half of its length, then an error, unless told otherwise.</summary>
    private sealed class BreakingStream(long length) : Stream
    {
        private long _position;

        public Action? AtHalf { get; init; }

        public bool Breaks { get; init; } = true;

        public int LargestRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            LargestRead = Math.Max(LargestRead, count);
            if (Breaks && _position >= length / 2)
            {
                AtHalf?.Invoke();
                if (AtHalf is null)
                    throw new InvalidDataException("the source broke");
            }

            var read = (int)Math.Min(count, length - _position);
            _position += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
