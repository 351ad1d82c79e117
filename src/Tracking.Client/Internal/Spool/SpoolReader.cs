using System.Text;

namespace Tracking.Client.Internal.Spool;

/// <summary>
/// Reads the records of a run in the order in which they were written, from a place on. What is no record in a segment
/// at rest is skipped and told, up to the next record that is one.
/// </summary>
internal sealed class SpoolReader(ISegmentFeed feed, SpoolPosition from, Action<SpoolDamage> onDamage)
{
    private const int WindowBytes = 64 * 1024;

    private readonly Dictionary<int, MetricName> _names = [];
    private ISegmentView? _segment;
    private byte[] _window = new byte[WindowBytes];
    private int _windowLength;
    private long _windowAt;
    private long _offset;
    private long _lastOffset;

    /// <summary>Behind the last record that was read.</summary>
    internal SpoolPosition Position => _segment is { } segment ? new(segment.Header.Number, _offset) : from;

    /// <summary>False at the end of what is written so far.</summary>
    internal bool TryRead(out SpoolRecord record)
    {
        while (true)
        {
            if (_segment is null && !MoveNext())
            {
                record = default;
                return false;
            }

            var size = NextSize();
            if (size > 0 && Take(size, out record))
                return true;
            if (size > 0)
                continue;
            // The order counts: sealed first, then looked at again, or the last record could be missed.
            if (_segment!.IsSealed && _offset >= _segment.Limit)
            {
                if (MoveNext())
                    continue;
            }
            else if (_segment.IsAtRest)
            {
                SkipDamage();
                continue;
            }

            record = default;
            return false;
        }
    }

    /// <summary>Makes the last record the next one again.</summary>
    internal void Unread() => _offset = _lastOffset;

    private bool MoveNext()
    {
        var after = _segment?.Header.Number ?? from.Segment - 1;
        if (feed.Next(after) is not { } next)
            return false;

        _segment = next;
        _names.Clear();
        (_windowAt, _windowLength, _offset) = (0, 0, SegmentHeader.Bytes);
        return true;
    }

    /// <summary>The size of the record at the offset; 0 if there is none, or not yet.</summary>
    private int NextSize()
    {
        var segment = _segment!;
        if (segment.AbandonedAt(_offset) is > 0 and var abandoned)
        {
            _offset += abandoned;
            return NextSize();
        }

        if (!Fill(RecordFormat.HeaderBytes))
            return 0;
        var stated = RecordFormat.StatedSize(Window);
        var size = stated > 0 && Fill(stated)
            ? RecordFormat.ValidSize(Window[..stated], segment.Header.Seed, _offset)
            : 0;
        // What was not yet, or half, written when it was copied is to be copied again.
        if (size == 0 && !segment.IsAtRest)
            _windowLength = 0;
        return size;
    }

    private bool Take(int size, out SpoolRecord record)
    {
        var bytes = Window[..size];
        var described = BitConverter.ToUInt32(bytes[4..]);
        var kind = (RecordKind)(byte)described;
        var argument = (int)(described >> 8);
        var start = _lastOffset = _offset;
        _offset += size;
        record = default;
        if (kind == RecordKind.Name)
        {
            var text = Encoding.UTF8.GetString(bytes.Slice(RecordFormat.HeaderBytes, argument));
            _names[(int)(start / RecordFormat.Alignment)] = new MetricName(text);
            return false;
        }

        if (from.Covers(Position))
            return false;

        MetricName? name = null;
        if (kind == RecordKind.Metric && !_names.TryGetValue(argument, out name))
        {
            onDamage(new(_segment!.Header.Number, start, size, "a point whose name was damaged"));
            return false;
        }

        var payload = bytes.Slice(RecordFormat.HeaderBytes, kind == RecordKind.Metric ? 24 : argument);
        record = new SpoolRecord(kind, name, payload, Position);
        return true;
    }

    /// <summary>Goes on to the next record that is one, or to the end.</summary>
    private void SkipDamage()
    {
        var start = _offset;
        var anything = false;
        var unfinishedUntil = _offset;
        while (_offset < _segment!.Limit)
        {
            // A killed writer never acknowledged what it announced and did not finish: that is no damage.
            if (_offset >= unfinishedUntil && Fill(RecordFormat.HeaderBytes))
                unfinishedUntil = _offset + RecordFormat.AnnouncedSize(Window);
            anything |= _offset >= unfinishedUntil && Fill(1)
                && Window[..Math.Min(RecordFormat.Alignment, Window.Length)].ContainsAnyExcept((byte)0);
            _offset = Math.Min(_offset + RecordFormat.Alignment, _segment.Limit);
            if (NextSize() > 0)
                break;
        }

        if (anything)
            onDamage(new(_segment.Header.Number, start, _offset - start, "bytes that are no record"));
        else if (_offset < _segment.Limit && _offset - Math.Max(start, unfinishedUntil) >= SpoolDamage.PageBytes)
            onDamage(new(_segment.Header.Number, start, _offset - start, "a gap of zeros"));
    }

    private ReadOnlySpan<byte> Window => _window.AsSpan(0, _windowLength)[(int)(_offset - _windowAt)..];

    /// <summary>Whether so many bytes stand in the window from the offset on.</summary>
    private bool Fill(int bytes)
    {
        if (_offset >= _windowAt && _offset + bytes <= _windowAt + _windowLength)
            return true;
        var available = _segment!.Limit - _offset;
        if (available < bytes)
            return false;
        if (bytes > _window.Length)
            _window = new byte[bytes];
        _windowAt = _offset;
        _windowLength = _segment.Read(_offset, _window.AsSpan(0, (int)Math.Min(available, _window.Length)));
        return _windowLength >= bytes;
    }
}

/// <summary>Something in a spool that is no record.</summary>
/// <param name="Segment">The segment's number.</param>
/// <param name="Offset">Where it starts.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="What">For readers.</param>
internal readonly record struct SpoolDamage(int Segment, long Offset, long Bytes, string What)
{
    // A writer that was killed leaves gaps of single records; whole pages are what a power cut leaves.
    internal const int PageBytes = 4096;
}
