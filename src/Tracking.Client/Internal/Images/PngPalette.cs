namespace Tracking.Client.Internal.Images;

/// <summary>The colours of a PNG that counts them, with alpha where the file has some.</summary>
internal sealed class PngPalette(byte[] colours, byte[] alphas)
{
    internal int Channels => alphas.Length > 0 ? 4 : 3;

    /// <summary>Writes a colour and gives how many bytes that were.</summary>
    internal int Write(int index, Span<byte> pixel)
    {
        if ((index * 3) + 3 > colours.Length)
            throw PngReader.Damaged($"uses colour {index} of {colours.Length / 3}");
        colours.AsSpan(index * 3, 3).CopyTo(pixel);
        if (Channels == 4)
            pixel[3] = index < alphas.Length ? alphas[index] : (byte)255;
        return Channels;
    }
}
