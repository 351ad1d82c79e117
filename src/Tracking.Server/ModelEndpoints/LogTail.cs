namespace Tracking.Server.ModelEndpoints;

/// <summary>The last lines that a process wrote, of bounded length. Thread-safe.</summary>
internal sealed class LogTail
{
    private const int MostLines = 200;
    private const int LongestLine = 2_000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        var text = line.Length > LongestLine ? $"{line.AsSpan(0, LongestLine)}…" : line;
        lock (_gate)
        {
            _lines.Enqueue(text);
            if (_lines.Count > MostLines)
            {
                _lines.Dequeue();
            }
        }
    }

    public IReadOnlyList<string> Read()
    {
        lock (_gate)
        {
            return [.. _lines];
        }
    }
}
