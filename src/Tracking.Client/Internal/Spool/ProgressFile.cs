using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace Tracking.Client.Internal.Spool;

/// <summary>How far a run's spool has been delivered.</summary>
/// <param name="Delivered">Everything before it is acknowledged, or lost for good.</param>
/// <param name="Count">Records acknowledged.</param>
/// <param name="Lost">Records refused or dropped.</param>
internal readonly record struct SpoolProgress(SpoolPosition Delivered, long Count, long Lost);

/// <summary>
/// Keeps the progress in two slots that are written in turns, so that one is whole whenever the process is killed.
/// </summary>
internal sealed class ProgressFile : IDisposable
{
    private const int SlotBytes = 64;
    private const int ChecksumAt = 48;
    private const uint Mark = 0x47505254;

    private readonly SafeFileHandle _file;
    private long _turn;

    internal ProgressFile(string path)
    {
        _file = File.OpenHandle(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var (first, second) = (ReadSlot(0), ReadSlot(1));
        var latest = first.Turn >= second.Turn ? first : second;
        (Current, _turn) = (latest.Progress, latest.Turn);
    }

    /// <summary>The latest that is whole; all zeros at first.</summary>
    internal SpoolProgress Current { get; private set; }

    internal void Write(SpoolProgress progress)
    {
        Current = progress;
        _turn++;
        Span<byte> slot = stackalloc byte[SlotBytes];
        slot.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(slot, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(slot[4..], progress.Delivered.Segment);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], _turn);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], progress.Delivered.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(slot[24..], progress.Count);
        BinaryPrimitives.WriteInt64LittleEndian(slot[32..], progress.Lost);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[ChecksumAt..], Checksum(slot));
        RandomAccess.Write(_file, slot, _turn % 2 * SlotBytes);
    }

    public void Dispose() => _file.Dispose();

    private (SpoolProgress Progress, long Turn) ReadSlot(int number)
    {
        Span<byte> slot = stackalloc byte[SlotBytes];
        if (RandomAccess.Read(_file, slot, number * SlotBytes) < SlotBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(slot) != Mark
            || BinaryPrimitives.ReadUInt32LittleEndian(slot[ChecksumAt..]) != Checksum(slot))
            return default;
        var position = new SpoolPosition(
            BinaryPrimitives.ReadInt32LittleEndian(slot[4..]), BinaryPrimitives.ReadInt64LittleEndian(slot[16..]));
        return (
            new SpoolProgress(
                position,
                BinaryPrimitives.ReadInt64LittleEndian(slot[24..]),
                BinaryPrimitives.ReadInt64LittleEndian(slot[32..])),
            BinaryPrimitives.ReadInt64LittleEndian(slot[8..]));
    }

    private static uint Checksum(ReadOnlySpan<byte> slot)
    {
        var checksum = 0u;
        for (var at = 0; at < ChecksumAt; at += sizeof(ulong))
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(slot[at..]));
        return checksum;
    }
}
