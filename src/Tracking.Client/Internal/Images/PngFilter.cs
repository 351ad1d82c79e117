namespace Tracking.Client.Internal.Images;

/// <summary>Undoes what PNG does to rows so that they compress better.</summary>
internal static class PngFilter
{
    /// <param name="kind">0 to 4: none, left, up, mean, Paeth.</param>
    /// <param name="row">Changed in place.</param>
    /// <param name="above">The row before, already undone; zeros for the first.</param>
    /// <param name="step">Bytes from one pixel to the next, at least 1.</param>
    internal static void Undo(byte kind, byte[] row, byte[] above, int step)
    {
        if (kind > 4)
            throw PngReader.Damaged($"has a row of filter {kind}");
        for (var i = 0; kind > 0 && i < row.Length; i++)
        {
            int left = i < step ? 0 : row[i - step];
            int corner = i < step ? 0 : above[i - step];
            row[i] += (byte)(kind switch
            {
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                _ => Paeth(left, above[i], corner),
            });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) =
            (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - corner - corner));
        if (toLeft <= toUp && toLeft <= toCorner)
            return left;
        return toUp <= toCorner ? up : corner;
    }
}
