namespace Tracking.Server.ModelEndpoints;

/// <summary>The last lines that a process wrote, of bounded length. Thread-safe.</summary>
internal sealed class LogTail
{
    private const int MostLines = 200;
    private const int LongestLine = 2_000;

    private readonly Tail<string> _lines = new(MostLines);

    public void Add(string line) =>
        _lines.Add(line.Length > LongestLine ? $"{line.AsSpan(0, LongestLine)}…" : line);

    public IReadOnlyList<string> Read() => _lines.Read();
}
