namespace Tracking.Serving.Protocols.Compression;

/// <summary>Packed bytes as a stream that remembers whether more was asked than there is.</summary>
internal sealed class PackedBytes(ArraySegment<byte> bytes)
    : MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
{
    /// <summary>Whether a reader came back for more at the end.</summary>
    public bool RanOut { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        RanOut |= read == 0 && count > 0;
        return read;
    }
}
