using System.Globalization;
using Tracking.Serving.BatchScoring;

namespace Tracking.Cli.Commands.Predict;

/// <summary>One line of a terminal that is drawn over: a bar, rows, bad rows, rows per second, time left.</summary>
internal sealed class ProgressLine : IProgress<BatchScoringProgress>, IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _terminal;
    private readonly Func<int> _columns;
    private readonly TimeProvider _time;
    private readonly long _start;
    private BatchScoringProgress? _first;
    private long _drawnAt;
    private bool _isDrawn;

    public ProgressLine(TextWriter terminal, Func<int> columns, TimeProvider time)
    {
        (_terminal, _columns, _time) = (terminal, columns, time);
        _start = time.GetTimestamp();
    }

    public void Report(BatchScoringProgress value)
    {
        _first ??= value;
        if (_isDrawn && _time.GetElapsedTime(_drawnAt) < Beat)
        {
            return;
        }

        (_isDrawn, _drawnAt) = (true, _time.GetTimestamp());
        var line = Line(value);
        var columns = Math.Max(20, _columns() - 1);
        _terminal.Write($"\r\e[K{(line.Length > columns ? line[..columns] : line)}");
        _terminal.Flush();
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_isDrawn)
        {
            _terminal.Write("\r\e[K");
            _terminal.Flush();
        }
    }

    private string Line(BatchScoringProgress now)
    {
        var seconds = _time.GetElapsedTime(_start).TotalSeconds;
        // What an earlier attempt did took none of this one's time.
        var pace = seconds > 0 ? (now.Rows - _first!.Value.Rows) / seconds : 0;
        var bad = now.Rejected == 0 ? "" : Format($"  {now.Rejected:N0} bad");
        var rest = Format($"{now.Rows:N0} rows{bad}  {pace:N0} rows/s");
        if (now.InputLength is not { } length || length == 0)
        {
            return rest;
        }

        var share = Math.Clamp((double)now.InputBytes / length, 0, 1);
        var full = (int)(share * BarWidth);
        return Format($"[{new string('#', full)}{new string('.', BarWidth - full)}] {share:P0}  {rest}");
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
