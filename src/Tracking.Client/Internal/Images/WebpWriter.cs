using System.Buffers.Binary;
using Tracking.Client.Runs;

namespace Tracking.Client.Internal.Images;

/// <summary>
/// Writes lossless WebP (RFC 9649): green subtracted, each pixel predicted from its neighbours, what is left coded by
/// its frequency. For thumbnails: no edge over 256.
/// </summary>
internal static class WebpWriter
{
    private const int Channels = 4;
    private const int MaxEdge = 256;

    // The order in which a pixel's channels are written, and how many symbols each has; green's may also be lengths.
    private static readonly (int Channel, int Symbols)[] Order = [(1, 280), (0, 256), (2, 256), (3, 256)];

    internal static byte[] Write(PixelImage image)
    {
        if (image.Width > MaxEdge || image.Height > MaxEdge)
            throw new ArgumentException($"{image.Width} x {image.Height} pixels; expected edges of at most {MaxEdge}");
        var pixels = ToRgba(image);
        var bits = new BitWriter();
        bits.Write(0x2f, 8);
        bits.Write(image.Width - 1, 14);
        bits.Write(image.Height - 1, 14);
        bits.Write(image.Channels == 4 ? 1 : 0, 1);
        bits.Write(0, 3);
        WriteTransforms(bits);
        SubtractGreen(pixels);
        WritePixels(bits, Residuals(pixels, image.Width, image.Height));
        return InRiff(bits.ToArray());
    }

    private static byte[] ToRgba(PixelImage image)
    {
        var rgba = new byte[image.Width * image.Height * Channels];
        for (var pixel = 0; pixel < image.Width * image.Height; pixel++)
        {
            var from = image.Pixels.AsSpan(pixel * image.Channels, image.Channels);
            var to = rgba.AsSpan(pixel * Channels, Channels);
            for (var colour = 0; colour < 3; colour++)
                to[colour] = from[image.Channels == 1 ? 0 : colour];
            to[3] = image.Channels == 4 ? from[3] : (byte)255;
        }

        return rgba;
    }

    private static void WriteTransforms(BitWriter bits)
    {
        bits.Write(1, 1);
        bits.Write(2, 2); // subtract green
        bits.Write(1, 1);
        bits.Write(0, 2); // predict
        bits.Write(7, 3); // in blocks of 512 pixels: one for all
        bits.Write(0, 1); // no colour cache
        // The one block's predictor, as an image of one pixel whose green is its number.
        foreach (var symbol in (int[])[12, 0, 0, 0, 0])
            PrefixCode.WriteSingle(bits, symbol);
        bits.Write(0, 1); // no more transforms
    }

    private static void SubtractGreen(byte[] pixels)
    {
        for (var i = 0; i < pixels.Length; i += Channels)
        {
            pixels[i] -= pixels[i + 1];
            pixels[i + 2] -= pixels[i + 1];
        }
    }

    /// <summary>
    /// What each channel differs from left + above - corner; in the first row from left, in the first column from
    /// above, at the very first from opaque black.
    /// </summary>
    private static byte[] Residuals(byte[] pixels, int width, int height)
    {
        var residuals = new byte[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i / Channels % width, i / Channels / width);
            int left = x > 0 ? pixels[i - Channels] : 0;
            int above = y > 0 ? pixels[i - (width * Channels)] : 0;
            int predicted = (x, y) switch
            {
                (0, 0) => i % Channels == 3 ? 255 : 0,
                (_, 0) => left,
                (0, _) => above,
                _ => Math.Clamp(left + above - pixels[i - ((width + 1) * Channels)], 0, 255),
            };
            residuals[i] = (byte)(pixels[i] - predicted);
        }

        return residuals;
    }

    private static void WritePixels(BitWriter bits, byte[] residuals)
    {
        bits.Write(0, 1); // no colour cache
        bits.Write(0, 1); // one set of codes for all
        var codes = new PrefixCode[Channels];
        foreach (var (channel, symbols) in Order)
        {
            var counts = new long[symbols];
            for (var i = channel; i < residuals.Length; i += Channels)
                counts[residuals[i]]++;
            codes[channel] = PrefixCode.Of(counts);
            codes[channel].WriteLengths(bits);
        }

        PrefixCode.WriteSingle(bits, 0); // distances, of which there are none
        for (var i = 0; i < residuals.Length; i += Channels)
        {
            foreach (var (channel, _) in Order)
                codes[channel].Write(bits, residuals[i + channel]);
        }
    }

    private static byte[] InRiff(byte[] stream)
    {
        var padded = stream.Length + (stream.Length % 2);
        var file = new byte[20 + padded];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 12 + padded);
        "WEBPVP8L"u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), stream.Length);
        stream.CopyTo(file.AsSpan(20));
        return file;
    }
}
