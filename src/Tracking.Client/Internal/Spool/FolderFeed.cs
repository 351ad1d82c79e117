namespace Tracking.Client.Internal.Spool;

/// <summary>The segments in a folder whose writer is gone. What is no segment is told and left out.</summary>
internal sealed class FolderFeed(string folder, Action<SpoolDamage> onDamage) : ISegmentFeed, IDisposable
{
    private SegmentFile? _open;
    private bool _hasBegun;

    public ISegmentView? Next(int after)
    {
        Dispose();
        foreach (var number in SegmentFile.NumbersIn(folder).Where(number => number > after))
        {
            // Those before the first were delivered.
            if (_hasBegun && number > after + 1)
                onDamage(new(after + 1, 0, 0, "a segment is missing"));
            _hasBegun = true;
            after = number;
            _open = SegmentFile.Open(folder, number, out var problem);
            if (_open is null)
            {
                onDamage(new(number, 0, new FileInfo(SegmentFile.PathOf(folder, number)).Length, problem));
                continue;
            }

            if (_open.MissingBytes > 0)
                onDamage(new(number, _open.Limit, _open.MissingBytes, "the end of the file is missing"));
            return _open;
        }

        return null;
    }

    public void Dispose()
    {
        _open?.Dispose();
        _open = null;
    }
}
