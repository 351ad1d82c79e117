namespace Tracking.Projects.Backends;

/// <summary>Hands on what another process appends to a file.</summary>
/// <param name="file">It may not be there yet.</param>
/// <param name="target">Null drops it.</param>
internal sealed class FileTail(string file, Stream? target)
{
    private long _position;

    /// <summary>Hands on what is new.</summary>
    public async Task MoveAsync(CancellationToken cancellationToken)
    {
        if (target is null || !File.Exists(file))
        {
            return;
        }

        await using var stream = new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = Math.Min(_position, stream.Length);
        await stream.CopyToAsync(target, cancellationToken);
        await target.FlushAsync(cancellationToken);
        _position = stream.Position;
    }
}
