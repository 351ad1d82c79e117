namespace Tracking.Artifacts.Uploads;

/// <summary>What every store asks of the parts that are to make a file.</summary>
public static class PartList
{
    /// <summary>Checks that there are parts, in ascending order, each named once.</summary>
    /// <param name="parts">The parts to complete an upload with.</param>
    /// <exception cref="UploadRefusedException">Says which part is wrong.</exception>
    public static void Check(IReadOnlyList<UploadedPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
            throw Refused("An upload is completed with at least one part.");

        var last = 0;
        foreach (var part in parts)
        {
            if (part.Number is < 1 or > ArtifactUpload.MaxParts)
                throw Refused($"Part number {part.Number} is not in 1..{ArtifactUpload.MaxParts}.");
            if (part.Number <= last)
                throw Refused($"Part {part.Number} follows part {last}: parts are listed once, in ascending order.");
            last = part.Number;
        }
    }

    private static UploadRefusedException Refused(string message) => new(message, isUnknownUpload: false);
}
