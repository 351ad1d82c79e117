using System.Globalization;
using System.Text;

namespace Tracking.Projects.Execution;

/// <summary>Takes what processes write. Thread-safe.</summary>
internal interface IOutputSink
{
    void Write(ReadOnlySpan<byte> bytes, bool isError);
}

/// <summary>
/// Keeps output in a file and hands it on. The file is bounded: of a longer output it keeps the beginning and says how
/// much is missing.
/// </summary>
internal sealed class OutputLog(string file, long bytesMax, IOutputSink? next) : IOutputSink, IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    private long _skipped;

    public void Write(ReadOnlySpan<byte> bytes, bool isError)
    {
        lock (_gate)
        {
            var room = (int)Math.Min(bytes.Length, bytesMax - _file.Length);
            _file.Write(bytes[..room]);
            _skipped += bytes.Length - room;
            next?.Write(bytes, isError);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_skipped > 0)
            {
                _file.Write(Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture, $"\n[{_skipped} bytes more were not kept]\n")));
            }

            _file.Dispose();
        }
    }
}

/// <summary>Hands output on to two streams, as a console has them.</summary>
internal sealed class StreamSink(Stream standard, Stream error) : IOutputSink
{
    private readonly Lock _gate = new();

    public void Write(ReadOnlySpan<byte> bytes, bool isError)
    {
        lock (_gate)
        {
            var stream = isError ? error : standard;
            stream.Write(bytes);
            stream.Flush();
        }
    }
}

/// <summary>Keeps the last part of an output, for the message of a step that failed.</summary>
internal sealed class TailSink(int bytesMax) : IOutputSink
{
    private readonly Lock _gate = new();
    private byte[] _tail = [];

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return Encoding.UTF8.GetString(_tail).Trim();
            }
        }
    }

    public void Write(ReadOnlySpan<byte> bytes, bool isError)
    {
        lock (_gate)
        {
            byte[] all = [.. _tail, .. bytes];
            _tail = all.Length <= bytesMax ? all : all[^bytesMax..];
        }
    }
}
