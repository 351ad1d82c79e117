using System.IO.Compression;

namespace Tracking.Quickstart;

/// <summary>One 8x8 image: 64 pixels row by row, each 0 (white) to 16 (black), and the digit that it shows.</summary>
internal sealed record Digit(float[] Pixels, int Label)
{
    public const int PixelCount = 64;
    public const int ClassCount = 10;
    public const float Black = 16;
}

/// <summary>What the network learns from, what tells how far it got, and what it never sees before the end.</summary>
internal sealed record DigitSplit(Digit[] Training, Digit[] Validation, Digit[] HeldOut);

/// <summary>The UCI handwritten digits; see Data/ATTRIBUTION.md.</summary>
internal static class Digits
{
    private const string Resource = "Tracking.Quickstart.Data.digits.csv.gz";

    /// <summary>All 1,797 images, in the order of the file.</summary>
    public static async Task<Digit[]> LoadAsync(CancellationToken cancellationToken)
    {
        await using var file = typeof(Digits).Assembly.GetManifestResourceStream(Resource)!;
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        return await ReadAsync(lines, cancellationToken);
    }

    /// <summary>Lines of 64 pixels and the digit.</summary>
    public static async Task<Digit[]> ReadAsync(TextReader lines, CancellationToken cancellationToken)
    {
        var digits = new List<Digit>();
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            var fields = line.Split(',');
            digits.Add(new Digit([.. fields.Take(Digit.PixelCount).Select(float.Parse)], int.Parse(fields[^1])));
        }

        return [.. digits];
    }

    /// <summary>70 / 10 / 20 %, each with every digit in the same proportion; equal seeds give equal splits.</summary>
    public static DigitSplit Split(Digit[] digits, int seed)
    {
        var random = new Random(seed);
        List<Digit> training = [], validation = [], heldOut = [];
        foreach (var alike in digits.GroupBy(digit => digit.Label).OrderBy(group => group.Key))
        {
            var shuffled = alike.ToArray();
            random.Shuffle(shuffled);
            var firstValidation = shuffled.Length * 7 / 10;
            var firstHeldOut = shuffled.Length * 8 / 10;
            training.AddRange(shuffled[..firstValidation]);
            validation.AddRange(shuffled[firstValidation..firstHeldOut]);
            heldOut.AddRange(shuffled[firstHeldOut..]);
        }

        return new DigitSplit([.. training], [.. validation], [.. heldOut]);
    }
}
