using System.Buffers.Binary;
using System.IO.Compression;
using Tracking.Client.Runs;

namespace Tracking.Client.Internal.Images;

/// <summary>Reads PNGs of every kind but interlaced ones; 16 bits become 8, palettes RGB or RGBA.</summary>
internal static class PngReader
{
    internal const byte Grey = 0;
    internal const byte Rgb = 2;
    internal const byte Rgba = 6;
    internal const byte Up = 2;

    private const byte Palette = 3;
    private const byte GreyAlpha = 4;
    private const int ChunkOverhead = 12;

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <exception cref="ArgumentException">No PNG, a damaged, interlaced or too large one.</exception>
    internal static PixelImage Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Signature))
            throw new ArgumentException("The image is no PNG; expected one, or pixels");
        using var data = new MemoryStream();
        Header? header = null;
        byte[] palette = [];
        byte[] alphas = [];
        for (file = file[Signature.Length..]; file.Length >= ChunkOverhead;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file);
            if (length < 0 || length > file.Length - ChunkOverhead)
                throw Damaged("ends too early");
            var content = file.Slice(8, length);
            switch (BinaryPrimitives.ReadUInt32BigEndian(file[4..]))
            {
                case 0x49484452: // IHDR
                    header = Header.Read(content);
                    break;
                case 0x504C5445: // PLTE
                    palette = content.ToArray();
                    break;
                case 0x74524E53: // tRNS
                    alphas = content.ToArray();
                    break;
                case 0x49444154: // IDAT
                    data.Write(content);
                    break;
            }

            file = file[(length + ChunkOverhead)..];
        }

        data.Position = 0;
        return header is null ? throw Damaged("has no header") : Decode(header, data, palette, alphas);
    }

    private static PixelImage Decode(Header header, MemoryStream data, byte[] palette, byte[] alphas)
    {
        var colours = header.Type == Palette ? new PngPalette(palette, alphas) : null;
        var channels = colours?.Channels ?? header.Type switch { Grey => 1, Rgb => 3, _ => 4 };
        var pixels = new byte[checked(header.Width * header.Height * channels)];
        var row = new byte[header.RowBytes];
        var above = new byte[header.RowBytes];
        var filter = new byte[1];
        try
        {
            using var zlib = new ZLibStream(data, CompressionMode.Decompress);
            for (var y = 0; y < header.Height; y++)
            {
                zlib.ReadExactly(filter);
                zlib.ReadExactly(row);
                PngFilter.Undo(filter[0], row, above, Math.Max(1, header.SamplesPerPixel * header.Depth / 8));
                Expand(header, row, colours, pixels.AsSpan(y * header.Width * channels, header.Width * channels));
                (row, above) = (above, row);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw Damaged("is broken: " + broken.Message);
        }

        return new PixelImage(header.Width, header.Height, channels, pixels);
    }

    private static void Expand(Header header, byte[] row, PngPalette? colours, Span<byte> pixels)
    {
        var at = 0;
        for (var sample = 0; sample < header.Width * header.SamplesPerPixel; sample++)
        {
            var value = header.SampleAt(row, sample);
            if (colours is not null)
            {
                at += colours.Write(value, pixels[at..]);
                continue;
            }

            pixels[at++] = (byte)value;
            // Grey with alpha is kept as RGBA.
            if (header.Type == GreyAlpha && sample % 2 == 0)
            {
                pixels[at++] = (byte)value;
                pixels[at++] = (byte)value;
            }
        }
    }

    internal static ArgumentException Damaged(string how) => new($"The PNG {how}");

    private sealed record Header(int Width, int Height, byte Depth, byte Type)
    {
        internal int SamplesPerPixel => Type switch { Rgb => 3, GreyAlpha => 2, Rgba => 4, _ => 1 };

        internal int RowBytes => ((Width * SamplesPerPixel * Depth) + 7) / 8;

        internal static Header Read(ReadOnlySpan<byte> content)
        {
            if (content.Length != 13)
                throw Damaged("has a bad header");
            var header = new Header(
                BinaryPrimitives.ReadInt32BigEndian(content),
                BinaryPrimitives.ReadInt32BigEndian(content[4..]),
                content[8],
                content[9]);
            if (content[12] != 0)
                throw Damaged("is interlaced; expected one that is not");
            if (header.Type is not (Grey or Rgb or Palette or GreyAlpha or Rgba)
                || header.Depth is not (1 or 2 or 4 or 8 or 16))
                throw Damaged("has a bad header");
            PixelImage.CheckSize(header.Width, header.Height);
            return header;
        }

        /// <summary>8 bits of a sample; of a palette, its index.</summary>
        internal int SampleAt(byte[] row, int sample)
        {
            if (Depth >= 8)
                return row[sample * Depth / 8];
            var bit = sample * Depth;
            var value = (row[bit / 8] >> (8 - Depth - (bit % 8))) & ((1 << Depth) - 1);
            return Type == Palette ? value : value * 255 / ((1 << Depth) - 1);
        }
    }
}
