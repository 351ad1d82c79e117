using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Tracking.Client.Internal.Spool;

/// <summary>The file of a segment, opened to be read after its writer has gone.</summary>
internal sealed class SegmentFile : ISegmentView, IDisposable
{
    private const string Extension = ".seg";
    private const string Unfinished = ".new";
    private const int ZeroBytes = 256 * 1024;

    private static readonly byte[] Zeros = new byte[ZeroBytes];

    private readonly SafeFileHandle _file;

    private SegmentFile(SafeFileHandle file, SegmentHeader header, long bytes)
    {
        _file = file;
        Header = header;
        Limit = bytes;
    }

    public SegmentHeader Header { get; }

    public long Limit { get; }

    public bool IsSealed => true;

    public bool IsAtRest => true;

    /// <summary>The bytes that were cut off the file.</summary>
    internal long MissingBytes => Math.Max(0, Header.CapacityBytes - Limit);

    internal static string PathOf(string folder, int number) =>
        Path.Join(folder, number.ToString("d8", CultureInfo.InvariantCulture) + Extension);

    /// <summary>The numbers of the segments that lie in a folder, in order.</summary>
    internal static int[] NumbersIn(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*" + Extension)
            .Select(path => int.TryParse(
                Path.GetFileNameWithoutExtension(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture,
                out var number) ? number : 0)
            .Where(number => number > 0)
            .Order(),
    ];

    /// <summary>
    /// Makes a file all of whose blocks exist: zeros are written, since a size alone may be a promise only. It gets its
    /// name when it is whole, so that one whose maker was killed is not taken for one that lost its end.
    /// </summary>
    /// <exception cref="IOException">There is no room; then no file is left.</exception>
    internal static SafeFileHandle Create(string path, SegmentHeader header)
    {
        var unfinished = path + Unfinished;
        var file = File.OpenHandle(
            unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            Span<byte> first = stackalloc byte[SegmentHeader.Bytes];
            header.Write(first);
            RandomAccess.Write(file, first, 0);
            for (long at = first.Length; at < header.CapacityBytes; at += ZeroBytes)
                RandomAccess.Write(file, Zeros.AsSpan(0, (int)Math.Min(ZeroBytes, header.CapacityBytes - at)), at);
            File.Move(unfinished, path);
            return file;
        }
        catch
        {
            file.Dispose();
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Null, with the reason, when the file is no segment.</summary>
    internal static SegmentFile? Open(string folder, int number, out string problem)
    {
        var file = File.OpenHandle(
            PathOf(folder, number), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> first = stackalloc byte[SegmentHeader.Bytes];
        var read = RandomAccess.Read(file, first, 0);
        var header = SegmentHeader.Read(first[..read], out problem);
        if (header is { } known && known.Number == number)
            return new SegmentFile(file, known, Math.Min(RandomAccess.GetLength(file), known.CapacityBytes));

        if (header is not null)
            problem = "its header is that of another segment";
        file.Dispose();
        return null;
    }

    public int AbandonedAt(long offset) => 0;

    public int Read(long offset, Span<byte> target) => RandomAccess.Read(_file, target, offset);

    public void Dispose() => _file.Dispose();
}
