using System.Buffers.Binary;
using System.IO.Compression;
using Tracking.Client.Runs;

namespace Tracking.Client.Internal.Images;

/// <summary>Writes pixels as a PNG of 8 bits a channel.</summary>
internal static class PngWriter
{
    internal static byte[] Write(PixelImage image)
    {
        using var file = new MemoryStream();
        file.Write(PngReader.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        header[9] = image.Channels switch { 1 => PngReader.Grey, 3 => PngReader.Rgb, _ => PngReader.Rgba };
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(image));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Each row begins with the filter that was applied to it: the difference to the row above.</summary>
    private static byte[] Compress(PixelImage image)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            var length = image.Width * image.Channels;
            var filtered = new byte[length + 1];
            filtered[0] = PngReader.Up;
            for (var y = 0; y < image.Height; y++)
            {
                var row = image.Pixels.AsSpan(y * length, length);
                var above = y == 0 ? [] : image.Pixels.AsSpan((y - 1) * length, length);
                for (var x = 0; x < length; x++)
                    filtered[x + 1] = (byte)(row[x] - (y == 0 ? 0 : above[x]));
                zlib.Write(filtered);
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, PngChecksum.Of(type, data));
        file.Write(number);
    }
}
