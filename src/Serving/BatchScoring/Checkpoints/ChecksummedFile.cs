using System.Buffers;
using Tracking.Serving.Core;

namespace Tracking.Serving.BatchScoring.Checkpoints;

/// <summary>A file that only grows, with the checksum of it all; nobody else can open it. Not thread-safe.</summary>
internal sealed class ChecksummedFile : IDisposable
{
    private const int BlockBytes = 128 * 1024;

    // Flushed meanwhile, so that whoever saves waits for the last few of them only.
    private const int FlushedAheadBytes = 4 * 1024 * 1024;

    private readonly FileStream _file;
    private readonly RunningChecksum _checksum = new();
    private long _unflushed;
    private Task _flushing = Task.CompletedTask;

    /// <exception cref="IOException">It cannot be opened, or another job has it open.</exception>
    public ChecksummedFile(string path) => _file = new FileStream(path, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        BufferSize = 0,
    });

    /// <summary>What is in it.</summary>
    public FilePrefix Prefix => new(_file.Position, _checksum.ToString());

    /// <summary>Goes on behind a prefix and cuts off the rest; false if the file does not begin with it.</summary>
    public async ValueTask<bool> CutToAsync(FilePrefix prefix, CancellationToken cancellationToken)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            var left = prefix.Length;
            while (left > 0)
            {
                var most = (int)Math.Min(left, BlockBytes);
                var count = await _file.ReadAsync(block.AsMemory(0, most), cancellationToken);
                if (count == 0)
                {
                    return false;
                }

                _checksum.Add(block.AsSpan(0, count));
                left -= count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        if (Prefix != prefix)
        {
            return false;
        }

        _file.SetLength(prefix.Length);
        return true;
    }

    /// <exception cref="IOException">The disk took neither these bytes nor, perhaps, some before them.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        _checksum.Add(bytes);
        _unflushed += bytes.Length;
        if (_unflushed >= FlushedAheadBytes && _flushing.IsCompleted)
        {
            EndFlushing();
            _unflushed = 0;
            _flushing = RunThreads.Shared.RunAsync(() =>
            {
                RandomAccess.FlushToDisk(_file.SafeFileHandle);
                return true;
            });
        }
    }

    /// <summary>When this returns, a power cut takes nothing of what was written.</summary>
    public void FlushToDisk()
    {
        EndFlushing();
        _unflushed = 0;
        _file.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        ((IAsyncResult)_flushing).AsyncWaitHandle.WaitOne();
        _file.Dispose();
    }

    // A disk tells of lost bytes once: what the flush in between was told must not be forgotten.
    private void EndFlushing() => _flushing.GetAwaiter().GetResult();
}
