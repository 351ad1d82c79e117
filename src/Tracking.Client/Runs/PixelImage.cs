namespace Tracking.Client.Runs;

/// <summary>Pixels, row by row from the top: grey, RGB or RGBA, one byte for each channel.</summary>
public sealed class PixelImage
{
    internal const int ThumbnailEdge = 256;

    private const int MaxEdge = 32_768;
    private const long MaxPixels = 64_000_000;

    /// <summary>Takes pixels as they are; the array is not copied.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels; at most 64 million pixels in all.</param>
    /// <param name="channels">1 for grey, 3 for RGB, 4 for RGBA.</param>
    /// <param name="pixels"><paramref name="width"/> × <paramref name="height"/> × channels bytes.</param>
    /// <exception cref="ArgumentException">The numbers do not fit together; the message says which.</exception>
    public PixelImage(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        CheckSize(width, height);
        if (channels is not (1 or 3 or 4))
            throw new ArgumentException($"An image of {channels} channels; expected 1, 3 or 4", nameof(channels));
        if (pixels.Length != (long)width * height * channels)
            throw new ArgumentException(
                $"{pixels.Length} bytes for {width} x {height} pixels of {channels} channels", nameof(pixels));
        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    /// <summary>1, 3 or 4.</summary>
    public int Channels { get; }

    internal byte[] Pixels { get; }

    /// <summary>From values of 0 to 1, as models give them; what is beyond counts as the nearest.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="channels">1 for grey, 3 for RGB, 4 for RGBA.</param>
    /// <param name="values">Row by row, the channels of a pixel side by side.</param>
    /// <exception cref="ArgumentException">The numbers do not fit together.</exception>
    public static PixelImage FromUnit(int width, int height, int channels, ReadOnlySpan<float> values)
    {
        var pixels = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
            pixels[i] = (byte)MathF.Round(Math.Clamp(float.IsNaN(values[i]) ? 0 : values[i], 0, 1) * 255);
        return new PixelImage(width, height, channels, pixels);
    }

    internal static void CheckSize(int width, int height)
    {
        if (width is < 1 or > MaxEdge || height is < 1 or > MaxEdge || (long)width * height > MaxPixels)
            throw new ArgumentException($"An image of {width} x {height} pixels; "
                + $"expected edges of 1 to {MaxEdge}, and at most {MaxPixels} pixels");
    }

    /// <summary>The same picture, no edge longer than this; each pixel is the mean of those it stands for.</summary>
    internal PixelImage Within(int edge)
    {
        var longer = Math.Max(Width, Height);
        if (longer <= edge)
            return this;
        var width = Math.Max(1, (int)((long)Width * edge / longer));
        var height = Math.Max(1, (int)((long)Height * edge / longer));
        var small = new byte[width * height * Channels];
        for (var y = 0; y < height; y++)
        {
            var rows = (From: (int)((long)y * Height / height), To: (int)((y + 1L) * Height / height));
            for (var x = 0; x < width; x++)
            {
                var columns = (From: (int)((long)x * Width / width), To: (int)((x + 1L) * Width / width));
                for (var channel = 0; channel < Channels; channel++)
                    small[(((y * width) + x) * Channels) + channel] = Mean(rows, columns, channel);
            }
        }

        return new PixelImage(width, height, Channels, small);
    }

    private byte Mean((int From, int To) rows, (int From, int To) columns, int channel)
    {
        long sum = 0;
        for (var y = rows.From; y < rows.To; y++)
        {
            for (var x = columns.From; x < columns.To; x++)
                sum += Pixels[((((long)y * Width) + x) * Channels) + channel];
        }

        long count = (long)(rows.To - rows.From) * (columns.To - columns.From);
        return (byte)((sum + (count / 2)) / count);
    }
}
