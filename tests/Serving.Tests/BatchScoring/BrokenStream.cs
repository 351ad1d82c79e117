namespace Tracking.Serving.Tests.BatchScoring;

/// <summary>Gives the first bytes, in pieces of any size, and then fails as a disk or a pipe does.</summary>
internal sealed class BrokenStream(byte[] bytes, int breaksAt, Random? pieces = null) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var left = (int)(breaksAt - Position);
        if (left <= 0 && breaksAt < Length)
        {
            throw new IOException("The pipe broke.");
        }

        var most = Math.Min(buffer.Length, left);
        return base.ReadAsync(buffer[..Math.Min(most, pieces?.Next(1, 40) ?? most)], cancellationToken);
    }
}
