using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Tracking.Serving.BatchScoring;

/// <summary>
/// CRC-32C (Castagnoli) of bytes that come piece by piece. It tells files that changed from files that did not, at the
/// speed of memory; who forges a file forges its checkpoint as well. Not thread-safe.
/// </summary>
internal sealed class RunningChecksum
{
    private uint _state = uint.MaxValue;

    /// <summary>Of no bytes.</summary>
    public static string Empty { get; } = new RunningChecksum().ToString();

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var state = _state;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var single in bytes)
            state = BitOperations.Crc32C(state, single);
        _state = state;
    }

    /// <summary>Of all bytes so far, in 8 hex digits.</summary>
    public override string ToString() => (~_state).ToString("x8", CultureInfo.InvariantCulture);
}
