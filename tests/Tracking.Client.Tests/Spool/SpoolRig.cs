using Tracking.Client.Internal.Spool;
using Tracking.Client.Spool;
using Tracking.TestKit;

namespace Tracking.Client.Tests.Spool;

/// <summary>Writes spools into a folder of its own and reads them as the next process would.</summary>
internal sealed class SpoolRig : IDisposable
{
    public TempFolder Folder { get; } = new();

    public ManualTime Clock { get; } = new();

    public List<SpoolDamage> Damage { get; } = [];

    public List<string> NotDurable { get; } = [];

    public SpoolOptions Options { get; init; } = new();

    public SpoolWriter NewWriter(string? folder = null) => new(
        new SegmentFactory(folder ?? Folder.Path, Options, Clock, NotDurable.Add), Options, Clock);

    /// <summary>The points in the folder, as key, step, value and time.</summary>
    public List<(string Key, long Step, double Value, long Time)> ReadBack(SpoolPosition from = default)
    {
        using var feed = new FolderFeed(Folder.Path, Damage.Add);
        return Points(new SpoolReader(feed, from, Damage.Add));
    }

    public static List<(string Key, long Step, double Value, long Time)> Points(SpoolReader reader)
    {
        var points = new List<(string, long, double, long)>();
        while (reader.TryRead(out var record))
        {
            if (record.Kind == RecordKind.Metric)
                points.Add((record.Name!.Text, record.Point.Step,
                    BitConverter.UInt64BitsToDouble(record.Point.ValueBits), record.Point.TimestampMs));
        }

        return points;
    }

    public string SegmentPath(int number) => SegmentFile.PathOf(Folder.Path, number);

    public void Dispose() => Folder.Dispose();
}
