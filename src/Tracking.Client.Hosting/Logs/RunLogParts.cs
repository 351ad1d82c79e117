using System.Globalization;
using System.Text;

namespace Tracking.Client.Hosting.Logs;

/// <summary>
/// The records of one run as numbered texts: full ones that wait, and the last one, which grows. Bounded; safe for
/// concurrent use.
/// </summary>
internal sealed class RunLogParts(RunLogOptions options)
{
    private readonly Lock _gate = new();
    private readonly Queue<RunLogPart> _full = new();
    private readonly StringBuilder _last = new();
    private int _number = 1;
    private int _uploadedChars;
    private long _dropped;

    /// <summary>Takes a record with its line break, or drops it when too much waits.</summary>
    internal void Add(string record)
    {
        lock (_gate)
        {
            if (_last.Length > 0 && _last.Length + record.Length > options.PartChars && !TryBeginPart())
            {
                _dropped++;
                return;
            }

            if (_dropped > 0)
            {
                _last.Append(CultureInfo.InvariantCulture, $"({_dropped} records were dropped here)\n");
                _dropped = 0;
            }

            _last.Append(record);
        }
    }

    /// <summary>The oldest part that is not uploaded as it is now; null when all are.</summary>
    internal RunLogPart? Next()
    {
        lock (_gate)
        {
            if (_full.TryPeek(out var full))
                return full;
            return _last.Length == _uploadedChars ? null : new RunLogPart(_number, _last.ToString());
        }
    }

    /// <summary>States that a part was uploaded as <see cref="Next"/> gave it.</summary>
    internal void Uploaded(RunLogPart part)
    {
        lock (_gate)
        {
            if (_full.TryPeek(out var full) && full.Number == part.Number)
            {
                // It may have been the last one when it was taken, and have grown since.
                if (full.Text.Length == part.Text.Length)
                    _full.Dequeue();
            }
            else if (part.Number == _number)
            {
                _uploadedChars = part.Text.Length;
            }
        }
    }

    private bool TryBeginPart()
    {
        if (_full.Count >= options.MaxWaitingParts)
            return false;
        _full.Enqueue(new RunLogPart(_number++, _last.ToString()));
        _last.Clear();
        _uploadedChars = 0;
        return true;
    }
}

/// <summary>A part of a log; numbers count from 1.</summary>
internal sealed record RunLogPart(int Number, string Text);
