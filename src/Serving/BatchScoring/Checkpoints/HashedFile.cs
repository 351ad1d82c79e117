using System.Buffers;
using System.Security.Cryptography;

namespace Tracking.Serving.BatchScoring.Checkpoints;

/// <summary>A file that only grows, with the checksum of it all; nobody else can open it. Not thread-safe.</summary>
internal sealed class HashedFile : IDisposable
{
    private const int BlockBytes = 128 * 1024;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <exception cref="IOException">It cannot be opened, or another job has it open.</exception>
    public HashedFile(string path) => _file = new FileStream(path, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        BufferSize = 0,
    });

    /// <summary>What is in it.</summary>
    public FilePrefix Prefix => new(_file.Position, Convert.ToHexStringLower(_hash.GetCurrentHash()));

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

                _hash.AppendData(block, 0, count);
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

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        _hash.AppendData(bytes);
    }

    /// <summary>When this returns, a power cut takes nothing of what was written.</summary>
    public void FlushToDisk() => _file.Flush(flushToDisk: true);

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }
}
