using System.Buffers.Binary;
using System.Text;
using Tracking.Contracts.Runs;

namespace Tracking.Client.Internal.Spool;

/// <summary>A record as it was read. Its bytes are valid until the next one is read.</summary>
internal readonly ref struct SpoolRecord(
    RecordKind kind, MetricName? name, ReadOnlySpan<byte> payload, SpoolPosition end)
{
    internal RecordKind Kind { get; } = kind;

    /// <summary>The name of a point; null for other records.</summary>
    internal MetricName? Name { get; } = name;

    /// <summary>Behind this record.</summary>
    internal SpoolPosition End { get; } = end;

    internal ReadOnlySpan<byte> Payload { get; } = payload;

    internal MetricPayload Point => new(
        BinaryPrimitives.ReadInt64LittleEndian(Payload),
        BinaryPrimitives.ReadInt64LittleEndian(Payload[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(Payload[16..]));

    /// <summary>A param's or tag's key and value, an artifact's path and content, a call's route and body.</summary>
    internal void Split(out ReadOnlySpan<byte> first, out ReadOnlySpan<byte> second)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(Payload);
        first = Payload.Slice(sizeof(int), length);
        second = Payload[(sizeof(int) + length)..];
    }

    /// <summary>What <see cref="Split"/> reads.</summary>
    internal static byte[] Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var payload = new byte[sizeof(int) + first.Length + second.Length];
        BinaryPrimitives.WriteInt32LittleEndian(payload, first.Length);
        first.CopyTo(payload.AsSpan(sizeof(int)));
        second.CopyTo(payload.AsSpan(sizeof(int) + first.Length));
        return payload;
    }

    internal static byte[] Join(string first, string second) =>
        Join(Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(second));
}

/// <summary>How a run ended.</summary>
/// <param name="Status">Such as FINISHED.</param>
/// <param name="EndTimeMs">Since 1970.</param>
/// <param name="Failure">The text of the failure tag; null for none.</param>
internal sealed record RunEnd(RunStatus Status, long EndTimeMs, string? Failure)
{
    private const int HeadBytes = 16;

    internal static RunEnd Read(ReadOnlySpan<byte> payload) => new(
        (RunStatus)BinaryPrimitives.ReadInt32LittleEndian(payload[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(payload),
        BinaryPrimitives.ReadInt32LittleEndian(payload[12..]) != 0
            ? Encoding.UTF8.GetString(payload[HeadBytes..])
            : null);

    internal byte[] Write()
    {
        var text = Encoding.UTF8.GetBytes(Failure ?? "");
        var payload = new byte[HeadBytes + text.Length];
        BinaryPrimitives.WriteInt64LittleEndian(payload, EndTimeMs);
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(8), (int)Status);
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(12), Failure is null ? 0 : 1);
        text.CopyTo(payload, HeadBytes);
        return payload;
    }
}
