namespace Tracking.TestKit;

/// <summary>Lines as they are written, by a process or a log, for tests that wait for one. Thread-safe.</summary>
public sealed class LineSigns
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Part, TaskCompletionSource<string> Seen)> _waiting = [];

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
            foreach (var (_, seen) in _waiting.Where(one => line.Contains(one.Part, StringComparison.Ordinal)))
            {
                seen.TrySetResult(line);
            }
        }
    }

    /// <summary>The first line that has that part, now or later.</summary>
    public Task<string> SeenAsync(string part)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_lines.Find(line => line.Contains(part, StringComparison.Ordinal)) is { } line)
            {
                seen.SetResult(line);
            }

            _waiting.Add((part, seen));
        }

        return Patience.For(seen.Task, $"a line with '{part}'");
    }
}
