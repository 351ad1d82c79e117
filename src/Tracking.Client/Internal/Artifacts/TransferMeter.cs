using Tracking.Client.Artifacts;

namespace Tracking.Client.Internal.Artifacts;

/// <summary>Adds up what the files of one transfer report, and passes it on. Safe for concurrent use.</summary>
internal sealed class TransferMeter(IProgress<TransferProgress>? target)
{
    private const long ReportedStepBytes = 1024 * 1024;

    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _done;
    private long _reported;
    private long? _total = 0;
    private int _files;
    private int _filesDone;

    /// <summary>Counts what is going to be transferred; a null size makes the whole unknown.</summary>
    internal void Expect(int files, long? bytes)
    {
        lock (_gate)
            (_files, _total) = (_files + files, _total + bytes);
    }

    /// <summary>States how many bytes of a file are there; fewer than before when it begins anew.</summary>
    internal void FileAt(string path, long position)
    {
        if (target is null)
            return;
        TransferProgress? report = null;
        lock (_gate)
        {
            _done += position - _positions.GetValueOrDefault(path);
            _positions[path] = position;
            if (Math.Abs(_done - _reported) >= ReportedStepBytes)
                report = Report(path);
        }

        if (report is not null)
            target.Report(report);
    }

    /// <summary>States that a file is complete, with its size.</summary>
    internal void FileDone(string path, long size)
    {
        if (target is null)
            return;
        FileAt(path, size);
        TransferProgress report;
        lock (_gate)
        {
            _filesDone++;
            _positions.Remove(path);
            report = Report(path);
        }

        target.Report(report);
    }

    private TransferProgress Report(string path)
    {
        _reported = _done;
        return new TransferProgress(path, _done, _total, _filesDone, _files);
    }
}
