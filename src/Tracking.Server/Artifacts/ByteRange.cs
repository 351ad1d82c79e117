using Microsoft.Net.Http.Headers;

namespace Tracking.Server.Artifacts;

/// <summary>The part of a file that a request asks for; both ends count, an empty file has the whole 0..-1.</summary>
internal readonly record struct ByteRange(long First, long Last)
{
    public long Length => Last - First + 1;

    public static ByteRange Whole(long size) => new(0, size - 1);

    /// <summary>
    /// Reads a Range header. Null is the whole file: no header, one that cannot be read, another unit, several ranges
    /// (RFC 9110 lets a server ignore those). A range beyond the end has a <see cref="Length"/> below 1.
    /// </summary>
    public static ByteRange? Parse(string? header, long size)
    {
        if (!RangeHeaderValue.TryParse(header, out var range)
            || !range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase)
            || range.Ranges.Count != 1)
        {
            return null;
        }

        var item = range.Ranges.First();
        return item.From is { } first
            ? new ByteRange(first, Math.Min(item.To ?? long.MaxValue, size - 1))
            : new ByteRange(Math.Max(0, size - item.To!.Value), size - 1);
    }
}
