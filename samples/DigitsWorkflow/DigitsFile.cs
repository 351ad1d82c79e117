using System.Globalization;
using Tracking.Quickstart;

namespace Tracking.DigitsWorkflow;

/// <summary>Images as lines of 64 pixels and the digit.</summary>
internal static class DigitsFile
{
    public static Task WriteAsync(string file, IEnumerable<Digit> digits) => File.WriteAllLinesAsync(
        file,
        digits.Select(digit => string.Join(
            ',',
            digit.Pixels.Select(pixel => pixel.ToString(CultureInfo.InvariantCulture)).Append($"{digit.Label}"))));

    public static async Task<Digit[]> ReadAsync(string file)
    {
        using var lines = new StreamReader(file);
        return await Digits.ReadAsync(lines, default);
    }
}
