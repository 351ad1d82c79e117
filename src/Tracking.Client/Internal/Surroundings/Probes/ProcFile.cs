using Microsoft.Win32.SafeHandles;

namespace Tracking.Client.Internal.Surroundings.Probes;

/// <summary>A file of Linux' <c>/proc</c>, read again and again into the same memory.</summary>
internal sealed class ProcFile : IDisposable
{
    // Far more than the files read here have; what is beyond is left out.
    private readonly byte[] _buffer = new byte[32 * 1024];
    private readonly SafeFileHandle _handle;

    private ProcFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>Null where there is no such file, or it may not be read.</summary>
    internal static ProcFile? Open(string path)
    {
        try
        {
            return File.Exists(path) ? new ProcFile(File.OpenHandle(path)) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>The content now; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Read()
    {
        var length = 0;
        int read;
        while (length < _buffer.Length && (read = RandomAccess.Read(_handle, _buffer.AsSpan(length), length)) > 0)
            length += read;
        return _buffer.AsSpan(0, length);
    }
}
