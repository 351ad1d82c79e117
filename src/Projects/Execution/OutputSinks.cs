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
    private long _kept;
    private long _skipped;

    /// <summary>Why the file is not whole; null while it is.</summary>
    public string? Problem { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes, bool isError)
    {
        lock (_gate)
        {
            Keep(bytes);
            next?.Write(bytes, isError);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                if (_skipped > 0 && Problem is null)
                {
                    _file.Write(Encoding.UTF8.GetBytes(string.Create(
                        CultureInfo.InvariantCulture, $"\n[{_skipped} bytes more were not kept]\n")));
                }

                _file.Dispose();
            }
            catch (IOException error)
            {
                Problem = error.Message;
            }
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var room = Problem is null ? (int)Math.Min(bytes.Length, bytesMax - _kept) : 0;
        try
        {
            _file.Write(bytes[..room]);
            _file.Flush();
            _kept += room;
        }
        catch (IOException error)
        {
            // A full disk must not stop the program, which would wait for ever to be read.
            Problem = error.Message;
        }

        _skipped += bytes.Length - room;
    }
}

/// <summary>Hands output on to two streams, as a console has them.</summary>
internal sealed class StreamSink(Stream standard, Stream error) : IOutputSink
{
    private readonly Lock _gate = new();

    /// <summary>The streams of a runner; null when it has none.</summary>
    public static StreamSink? Of(ProjectRunnerOptions options) =>
        options.StandardOutput is null && options.StandardError is null
            ? null
            : new StreamSink(options.StandardOutput ?? Stream.Null, options.StandardError ?? Stream.Null);

    public void Write(ReadOnlySpan<byte> bytes, bool isError)
    {
        lock (_gate)
        {
            var stream = isError ? error : standard;
            try
            {
                stream.Write(bytes);
                stream.Flush();
            }
            catch (IOException)
            {
                // Nobody reads it any more, as after "| head": the program goes on, and the run keeps its output.
            }
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
