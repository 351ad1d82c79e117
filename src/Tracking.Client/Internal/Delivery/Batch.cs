using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tracking.Client.Internal.Spool;

namespace Tracking.Client.Internal.Delivery;

/// <summary>
/// What is sent together: points, params and tags within the server's limits, or one thing of another kind. JSON is
/// written once, as the records are read, and put together for the whole batch or any part of it.
/// </summary>
internal sealed class Batch
{
    internal const int MaxItems = 1000;

    private const int MaxParams = 100;
    private const int MaxTags = 100;

    // Of the server's 1 MB; the largest item is some tens of KB.
    private const int MaxTextBytes = 900_000;
    private const int NumberBytes = 32;

    private readonly ArrayBufferWriter<byte> _text = new(128 * 1024);
    private readonly ArrayBufferWriter<byte> _body = new(128 * 1024);
    private readonly HashSet<(RecordKind Kind, string Key)> _settings = [];
    private int _params;
    private int _tags;

    /// <summary>What it holds; empty for <see cref="Single"/>.</summary>
    internal List<BatchItem> Items { get; } = new(MaxItems);

    /// <summary>Something that is sent alone; null for a batch.</summary>
    internal SingleRecord? Single { get; private set; }

    /// <summary>Behind the last record.</summary>
    internal SpoolPosition End { get; private set; }

    /// <summary>The latest time of its points; 0 without any.</summary>
    internal long LastTimestampMs { get; private set; }

    /// <summary>Whether it took all that there was; there may be more otherwise.</summary>
    internal bool TookAll { get; private set; }

    /// <summary>Reads the next records; false where there are none.</summary>
    internal bool Fill(SpoolReader reader)
    {
        Clear();
        while (Items.Count < MaxItems && _text.WrittenCount < MaxTextBytes)
        {
            if (!reader.TryRead(out var record))
            {
                TookAll = true;
                break;
            }

            if (!TryAdd(record))
            {
                reader.Unread();
                break;
            }

            End = record.End;
            if (Single is not null)
                break;
        }

        return Items.Count > 0 || Single is not null;
    }

    /// <summary>The body of a log-batch call with some of the items; valid until the next call.</summary>
    internal ReadOnlyMemory<byte> BodyOf(string runId, IReadOnlyList<BatchItem> items)
    {
        _body.ResetWrittenCount();
        _body.Write("{\"run_id\":\""u8);
        _body.Write(JsonEncodedText.Encode(runId).EncodedUtf8Bytes);
        _body.Write("\""u8);
        Append("metrics"u8, RecordKind.Metric, items);
        Append("params"u8, RecordKind.Param, items);
        Append("tags"u8, RecordKind.Tag, items);
        _body.Write("}"u8);
        return _body.WrittenMemory;
    }

    private void Clear()
    {
        _text.ResetWrittenCount();
        _settings.Clear();
        Items.Clear();
        (_params, _tags, Single, TookAll, LastTimestampMs) = (0, 0, null, false, 0);
    }

    private bool TryAdd(in SpoolRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.Metric:
                AddMetric(record.Name!, record.Point);
                return true;
            case RecordKind.Param:
                return _params < MaxParams && TryAddSetting(record, ref _params);
            case RecordKind.Tag:
                return _tags < MaxTags && TryAddSetting(record, ref _tags);
            default:
                if (Items.Count > 0)
                    return false;
                Single = new SingleRecord(record.Kind, record.Payload.ToArray());
                return true;
        }
    }

    private void AddMetric(MetricName name, in MetricPayload point)
    {
        var start = _text.WrittenCount;
        _text.Write("{\"key\":\""u8);
        _text.Write(name.Json.EncodedUtf8Bytes);
        _text.Write("\",\"value\":"u8);
        WriteValue(BitConverter.UInt64BitsToDouble(point.ValueBits));
        _text.Write(",\"timestamp\":"u8);
        Write(point.TimestampMs);
        _text.Write(",\"step\":"u8);
        Write(point.Step);
        _text.Write("}"u8);
        LastTimestampMs = Math.Max(LastTimestampMs, point.TimestampMs);
        Items.Add(new BatchItem(RecordKind.Metric, name.Text, start, _text.WrittenCount - start));
    }

    /// <summary>False for a key that the batch has already: what comes later must arrive later.</summary>
    private bool TryAddSetting(in SpoolRecord record, ref int count)
    {
        record.Split(out var keyBytes, out var value);
        var key = Encoding.UTF8.GetString(keyBytes);
        if (!_settings.Add((record.Kind, key)))
            return false;

        var start = _text.WrittenCount;
        _text.Write("{\"key\":\""u8);
        _text.Write(JsonEncodedText.Encode(keyBytes).EncodedUtf8Bytes);
        _text.Write("\",\"value\":\""u8);
        _text.Write(JsonEncodedText.Encode(value).EncodedUtf8Bytes);
        _text.Write("\"}"u8);
        Items.Add(new BatchItem(record.Kind, key, start, _text.WrittenCount - start));
        count++;
        return true;
    }

    private void WriteValue(double value)
    {
        if (double.IsFinite(value))
            Write(value);
        else
            _text.Write(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
    }

    private void Write<T>(T number)
        where T : IUtf8SpanFormattable
    {
        number.TryFormat(_text.GetSpan(NumberBytes), out var written, default, CultureInfo.InvariantCulture);
        _text.Advance(written);
    }

    private void Append(ReadOnlySpan<byte> field, RecordKind kind, IReadOnlyList<BatchItem> items)
    {
        var any = false;
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (item.Kind != kind)
                continue;
            if (!any)
            {
                _body.Write(",\""u8);
                _body.Write(field);
                _body.Write("\":["u8);
            }
            else
            {
                _body.Write(","u8);
            }

            any = true;
            _body.Write(_text.WrittenSpan.Slice(item.Start, item.Length));
        }

        if (any)
            _body.Write("]"u8);
    }
}

/// <summary>A record that is sent alone.</summary>
/// <param name="Kind">An artifact, an end or a call.</param>
/// <param name="Payload">Its own copy.</param>
internal sealed record SingleRecord(RecordKind Kind, byte[] Payload)
{
    internal SpoolRecord AsRecord() => new(Kind, null, Payload, default);
}
