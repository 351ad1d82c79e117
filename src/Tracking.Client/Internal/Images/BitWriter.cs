namespace Tracking.Client.Internal.Images;

/// <summary>Packs bits into bytes, the lowest first.</summary>
internal sealed class BitWriter
{
    private readonly List<byte> _bytes = [];
    private ulong _pending;
    private int _count;

    /// <param name="value">Its lowest bits count.</param>
    /// <param name="bits">0 to 32.</param>
    internal void Write(int value, int bits)
    {
        _pending |= ((ulong)(uint)value & ((1UL << bits) - 1)) << _count;
        for (_count += bits; _count >= 8; _count -= 8)
        {
            _bytes.Add((byte)_pending);
            _pending >>= 8;
        }
    }

    /// <summary>The last byte is filled up with zeros.</summary>
    internal byte[] ToArray() => _count == 0 ? [.. _bytes] : [.. _bytes, (byte)_pending];
}
